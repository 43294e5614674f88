"""Takes in one upload: parses and stages it, or refuses it whole."""

import json
from datetime import datetime
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import ClientError

from apart import read_apart
from refusal import RefusedError
from staging import stage
from telling import tell_refused
from upload import Upload

SIZE_LIMIT = 64 * 1024 * 1024
"""Most bytes of an upload: a survey of 1,800 responses has 84 thousand."""

_ATTEMPTS = 3
_GONE = ("NoSuchKey", "404", "PreconditionFailed")


class UploadChangingError(Exception):
    """The upload was replaced again and again while it was read."""


class _Standing(NamedTuple):
    """An upload as it stands in the bucket."""

    upload: Upload
    tag: str
    size: int
    at: datetime
    """When it was uploaded, to the second."""


def take_in(upload: Upload, raw_bucket: str, session: boto3.Session) -> dict[str, Any] | None:
    """Stage the survey and write its report, or refuse it; return the report, None where the upload is gone.

    Runs twice without harm, and an upload that is replaced meanwhile is read again: events come more than once and in
    any order, and the newest upload of a quarter shall win. Where a quarter stands both as a workbook and as a CSV,
    both are taken in, the older first. A refused upload leaves an earlier parse as it is. When it is refused the
    report is written first, then it is told.

    Raises:
        UploadChangingError: the upload never stood still.
        UntoldError: it was refused, and EventBridge did not take the news.
    """
    s3 = session.client("s3")
    standing = _standing(s3, upload)
    for _ in range(_ATTEMPTS):
        reports = [(one, report) for one in standing if (report := _taken(s3, one, raw_bucket, session))]
        before, standing = standing, _standing(s3, upload)
        if standing == before:
            _tell(reports, upload, session)
            return reports[-1][1] if reports else None
    raise UploadChangingError(f"'{upload.name}' changed {_ATTEMPTS} times while it was read; upload it once more")


def _standing(s3: Any, upload: Upload) -> list[_Standing]:
    """The uploads of the same quarter, oldest first; a workbook after a CSV of the same second."""
    found = s3.list_objects_v2(Bucket=upload.bucket, Prefix=upload.stem).get("Contents", [])
    alike = [(one, other) for one in found if (other := Upload(upload.bucket, one["Key"])).stem == upload.stem]
    alike.sort(key=lambda pair: (pair[0]["LastModified"], pair[0]["Key"]))
    return [_Standing(other, one["ETag"], one["Size"], one["LastModified"]) for one, other in alike]


def _tell(reports: list[tuple[_Standing, dict[str, Any]]], upload: Upload, session: boto3.Session) -> None:
    """Tell of a refusal of the upload itself: what else stands of its quarter has an event of its own to be told by."""
    for one, report in reports:
        if one.upload == upload and report["status"] == "refused":
            tell_refused(upload.name, report["reason"], one.at, session)


def _taken(s3: Any, standing: _Standing, raw_bucket: str, session: boto3.Session) -> dict[str, Any] | None:
    upload = standing.upload
    try:
        try:
            report = _stage(s3, standing, raw_bucket, session)
        except RefusedError as refused:
            report = {"status": "refused", "reason": f"{upload.name}: {refused}"}
            _keep_refused(s3, standing)
    except ClientError as problem:
        # Replaced or gone meanwhile: the caller looks again.
        if problem.response["Error"]["Code"] in _GONE:
            return None
        raise
    body = json.dumps(report, ensure_ascii=False).encode()
    s3.put_object(Bucket=raw_bucket, Key=upload.report_key, Body=body, ContentType="application/json")
    return report


def _stage(s3: Any, standing: _Standing, raw_bucket: str, session: boto3.Session) -> dict[str, Any]:
    upload = standing.upload
    quarter, form = upload.quarter(), upload.form()
    if standing.size > SIZE_LIMIT:
        raise RefusedError(
            f"the file has {standing.size:,} bytes, at most {SIZE_LIMIT:,} are read; remove pictures and other sheets"
        )
    found = s3.get_object(Bucket=upload.bucket, Key=upload.key, IfMatch=standing.tag)
    survey = read_apart(found["Body"].read(), form)
    stage(survey, raw_bucket, quarter, session)
    return {
        "status": "parsed",
        "quarter": quarter,
        "rows_read": survey.rows_read,
        "responses": len(survey.responses),
        "duplicates": survey.duplicates,
        "unknown_routes": survey.unknown_routes,
    }


def _keep_refused(s3: Any, standing: _Standing) -> None:
    """Copy the refused file; nothing that people uploaded is deleted here, least of all its replacement."""
    upload = standing.upload
    s3.copy_object(
        CopySource={"Bucket": upload.bucket, "Key": upload.key},
        CopySourceIfMatch=standing.tag,
        Bucket=upload.bucket,
        Key=upload.refused_key,
    )
