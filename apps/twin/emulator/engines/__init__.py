"""The engines: services that do what AWS does instead of only remembering what was asked."""

ENGINES: tuple[str, ...] = (
    "lambda_",
    "events",
    "alarms",
    "s3_events",
    "lifecycle",
    "rds",
    "glue",
    "athena",
    "firehose",
    "scheduler",
    "queue_mappings",
    "flow_logs",
)
"""Modules of this package, installed in this order. The convention is told in `emulator.twin`."""
