"""The curate job: good rows become the tables that Athena reads."""
