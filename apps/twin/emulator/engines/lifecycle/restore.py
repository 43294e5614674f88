"""Objects in an archive class: asked for, there as a copy hours later by the bucket's time, and archived only again.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import xmltodict
from moto.s3.exceptions import InvalidObjectState, MalformedXML, MissingKey, MissingVersion, S3ClientError
from moto.s3.models import FakeKey
from moto.s3.responses import S3Response

from emulator.engines.lifecycle.clock import bucket_of, now_of
from emulator.engines.lifecycle.rules import midnight_after

HOURS = {
    "GLACIER": {"Expedited": 5 / 60, "Standard": 5, "Bulk": 12},
    "DEEP_ARCHIVE": {"Standard": 12, "Bulk": 48},
}
"""At most, from the request until the copy can be read, by class and tier."""


class RestoreAlreadyInProgressError(S3ClientError):
    """A second request before the first has brought its copy."""

    def __init__(self) -> None:
        super().__init__("RestoreAlreadyInProgress", "Object restore is already in progress")


def install() -> None:
    """Have restores take their time, by the version and tier that were asked for, and copies end."""
    post, status, told = S3Response._key_response_post, FakeKey.status, FakeKey.response_dict

    def key_response_post(
        response: S3Response, request: Any, body: bytes, bucket_name: str, query: dict[str, Any], key: str
    ) -> Any:
        if "restore" not in query:
            return post(response, request, body, bucket_name, query, key)
        response._set_action("KEY", "POST", query)
        return (200 if _restore(response, bucket_name, key, query, body) else 202), {}, ""

    def progress(key: FakeKey) -> str | None:
        ready = getattr(key, "restored_at", None)
        return "IN_PROGRESS" if ready and now_of(bucket_of(key)) < ready else status.fget(key)

    def response_dict(key: FakeKey) -> dict[str, Any]:
        if key._expiry is not None and now_of(bucket_of(key)) >= key._expiry.replace(tzinfo=UTC):
            key._expiry, key._status, key.restored_at = None, None, None
        return told.fget(key)

    S3Response._key_response_post = key_response_post
    FakeKey.status = property(progress, status.fset)
    FakeKey.response_dict = property(response_dict)


def _restore(response: S3Response, bucket_name: str, name: str, query: dict[str, Any], body: Any) -> bool:
    """Begin a restore, or lengthen the life of the copy that there is; whether there was one."""
    version = query.get("versionId", [None])[0]
    key = response.backend.get_object(bucket_name, name, version_id=version)
    if key is None:
        raise MissingVersion() if version else MissingKey(key=name)
    asked = xmltodict.parse(body)["RestoreRequest"] or {}
    if asked.get("Type"):
        raise NotImplementedError(f"a restore of the type {asked['Type']}: the twin restores whole objects")
    if key.storage_class not in HOURS:
        raise InvalidObjectState(storage_class=key.storage_class)
    if not str(asked.get("Days", "")).isdecimal() or int(asked["Days"]) < 1:
        raise MalformedXML()
    tier = (asked.get("GlacierJobParameters") or {}).get("Tier") or asked.get("Tier") or "Standard"
    if tier not in HOURS[key.storage_class]:
        raise S3ClientError("InvalidArgument", "Retrieval option is not supported by this storage class")
    was_there = "x-amz-restore" in key.response_dict
    if was_there and key.status == "IN_PROGRESS":
        raise RestoreAlreadyInProgressError()
    bucket, days = response.backend.get_bucket(bucket_name), timedelta(days=int(asked["Days"]))
    now = now_of(bucket)
    ready = now if was_there else now + timedelta(hours=HOURS[key.storage_class][tier])
    key.restore(days.days)
    key._expiry = midnight_after(ready + days).replace(tzinfo=None)
    if not was_there:
        key._status, key.restored_at = None, ready
    bucket.keys.setlist(name, bucket.keys.getlist(name))  # the journal learns of it
    return was_there
