"""What AWS Glue Data Quality provides to a job script under this name, over Deequ."""
