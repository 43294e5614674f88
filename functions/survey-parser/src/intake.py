"""Takes in one upload: parses and stages it, or refuses it whole."""

import json
from collections.abc import Callable
from typing import Any

import boto3
from botocore.exceptions import ClientError

from csv_table import read_csv
from refusal import RefusedError
from staging import stage
from survey import parse_survey
from upload import Upload
from workbook import read_workbook

SIZE_LIMIT = 64 * 1024 * 1024
"""Most bytes of an upload: a survey of 1,800 responses has 84 thousand."""

_ATTEMPTS = 3


class UploadChangingError(Exception):
    """The upload was replaced again and again while it was read."""


def take_in(upload: Upload, raw_bucket: str, session: boto3.Session) -> dict[str, Any] | None:
    """Stage the survey and write its report, or refuse it; return the report, None where the upload is gone.

    Runs twice without harm, and an upload that is replaced meanwhile is read again: events come more than once and in
    any order, and the newest upload of a quarter shall win. A refused upload leaves an earlier parse as it is.

    Raises:
        UploadChangingError: the upload never stood still.
    """
    s3 = session.client("s3")
    for _ in range(_ATTEMPTS):
        found = _found(s3.get_object, upload)
        if found is None:
            return None
        try:
            report = _stage(found, upload, raw_bucket, session)
        except RefusedError as refused:
            report = {"status": "refused", "reason": f"{upload.name}: {refused}"}
            _keep_refused(s3, upload, found["ETag"])
        body = json.dumps(report, ensure_ascii=False).encode()
        s3.put_object(Bucket=raw_bucket, Key=upload.report_key, Body=body, ContentType="application/json")
        now = _found(s3.head_object, upload)
        if now is None or now["ETag"] == found["ETag"]:
            return report
    raise UploadChangingError(f"'{upload.key}' changed {_ATTEMPTS} times while it was read; upload it once more")


def _found(ask: Callable[..., dict[str, Any]], upload: Upload) -> dict[str, Any] | None:
    try:
        return ask(Bucket=upload.bucket, Key=upload.key)
    except ClientError as problem:
        if problem.response["Error"]["Code"] in ("NoSuchKey", "404"):
            return None
        raise


def _stage(found: dict[str, Any], upload: Upload, raw_bucket: str, session: boto3.Session) -> dict[str, Any]:
    quarter = upload.quarter()
    if found["ContentLength"] > SIZE_LIMIT:
        raise RefusedError(
            f"the file has {found['ContentLength']:,} bytes, at most {SIZE_LIMIT:,} are read; remove pictures and other"
            " sheets"
        )
    content = found["Body"].read()
    survey = parse_survey(read_csv(content) if upload.is_csv() else read_workbook(content))
    stage(survey, raw_bucket, quarter, session)
    return {
        "status": "parsed",
        "quarter": quarter,
        "rows_read": survey.rows_read,
        "responses": len(survey.responses),
        "duplicates": survey.duplicates,
        "unknown_routes": survey.unknown_routes,
    }


def _keep_refused(s3: Any, upload: Upload, tag: str) -> None:
    """Copy the refused file; nothing that people uploaded is deleted here, least of all its replacement."""
    try:
        s3.copy_object(
            CopySource={"Bucket": upload.bucket, "Key": upload.key},
            CopySourceIfMatch=tag,
            Bucket=upload.bucket,
            Key=upload.refused_key,
        )
    except ClientError as problem:
        # Replaced or gone meanwhile: the caller looks again.
        if problem.response["Error"]["Code"] not in ("PreconditionFailed", "NoSuchKey", "404"):
            raise
