"""What AWS Glue provides to a job script under this name, over open Spark, as far as the jobs use it."""
