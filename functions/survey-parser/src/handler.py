"""Lambda entry: parses each survey that S3 says has arrived."""

import json
import logging
import os
from typing import Any
from urllib.parse import unquote_plus

import boto3

from crash import told_without_values
from intake import take_in
from upload import Upload

logging.getLogger().setLevel(logging.INFO)
_log = logging.getLogger("survey-parser")


def _require_env(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise RuntimeError(
            f"environment variable {name} must be set, got nothing; set it in the function's configuration"
        )
    return value


_RAW_BUCKET = _require_env("RAW_BUCKET")
"""Bucket that takes staged surveys and reports."""


def handler(event: dict[str, Any], _context: object) -> list[dict[str, Any]]:
    """Take in every upload of an S3 event and return the reports; S3's test event has none."""
    reports = []
    for record in event.get("Records", []):
        # S3 writes keys into events as in a form: encoded, a space as +.
        upload = Upload(record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"]))
        if upload.is_folder:
            continue
        with told_without_values(upload.name):
            report = take_in(upload, _RAW_BUCKET, boto3.Session())
        _log.info(json.dumps({"upload": upload.name, **(report or {"status": "gone"})}, ensure_ascii=False))
        if report is not None:
            reports.append(report)
    return reports
