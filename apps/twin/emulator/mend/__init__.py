"""Mends: what moto answers otherwise than AWS does, or not at all, and Terraform stumbles over. One file a service."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emulator.twin import Twin

SERVICES: tuple[str, ...] = (
    "accessanalyzer",
    "athena",
    "autoscaling",
    "cloudwatch",
    "codebuild",
    "codecommit",
    "codedeploy",
    "codepipeline",
    "dms",
    "ec2",
    "elbv2",
    "glue",
    "guardduty",
    "iam",
    "lambda_",
    "mfa",
    "rds",
    "route53",
    "s3",
    "s3_lifecycle",
    "sns",
    "sqs",
    "sts",
)
"""Modules of this package; each has `install(twin)`, like an engine."""


def install(twin: Twin) -> None:
    """Mend every service."""
    for service in SERVICES:
        import_module(f"{__name__}.{service}").install(twin)
