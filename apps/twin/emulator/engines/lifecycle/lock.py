"""Locks of versions: they go by the bucket's time, and only who may bypass governance ends one before its day.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from moto.core.responses import ActionResult
from moto.s3 import models
from moto.s3.exceptions import LockNotEnabled, MissingKey, MissingVersion, S3ClientError
from moto.s3.models import FakeBucket, FakeKey, S3Backend
from moto.s3.responses import S3Response

from emulator.access.services.s3 import BYPASS
from emulator.engines.lifecycle.clock import bucket_of, now_of


class ProtectedByLockError(S3ClientError):
    """A lock is to end before its day."""

    def __init__(self) -> None:
        super().__init__("AccessDenied", "Access Denied because object protected by object lock.")


def install() -> None:
    """Mend what moto forgets of locks, and have them go by the bucket's time."""
    models.AccessDeniedByLock = ProtectedByLockError
    FakeKey.is_locked = _is_locked
    FakeBucket.default_retention = _default_retention
    S3Response.put_object_retention = _put_retention
    S3Response.put_object_legal_hold = _put_legal_hold
    S3Backend.put_object_lock_configuration = _put_configuration
    get, version_bucket = S3Response._key_response_get, S3Backend.put_bucket_versioning

    def key_response_get(response: S3Response, query: dict[str, Any], key_name: str) -> Any:
        return _get_retention(response) if "retention" in query else get(response, query, key_name)

    S3Response._key_response_get = key_response_get

    def put_bucket_versioning(backend: S3Backend, bucket_name: str, status: str) -> None:
        if backend.get_bucket(bucket_name).object_lock_enabled and status != "Enabled":
            sentence = "An Object Lock configuration is present on this bucket, so the versioning state cannot be"
            raise S3ClientError("InvalidBucketState", f"{sentence} changed.")
        version_bucket(backend, bucket_name, status)

    S3Backend.put_bucket_versioning = put_bucket_versioning


def _put_configuration(
    backend: S3Backend,
    bucket_name: str,
    lock_enabled: bool,
    mode: str | None = None,
    days: int | None = None,
    years: int | None = None,
) -> None:
    """What is written from now on is locked so; moto wants the bucket to be empty, S3 no longer does."""
    bucket = backend.get_bucket(bucket_name)
    if not bucket.is_versioned:
        sentence = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"
        raise S3ClientError("InvalidBucketState", sentence)
    bucket.object_lock_enabled = bucket.object_lock_enabled or lock_enabled
    bucket.default_lock_mode, bucket.default_lock_days, bucket.default_lock_years = mode, days, years


def locked_until(key: FakeKey) -> datetime | None:
    """Until when a version is locked, whatever the mode."""
    return _moment(key.lock_until) if key.lock_mode and key.lock_until else None


def _is_locked(key: FakeKey, governance_bypass: bool | str | None) -> bool:
    if key.lock_legal_status == "ON":
        return True
    return _is_retained(key, governance_bypass)


def _is_retained(key: FakeKey, bypass: bool | str | None) -> bool:
    until = locked_until(key)
    if until is None or (key.lock_mode == "GOVERNANCE" and str(bypass).lower() == "true"):
        return False
    return until > now_of(bucket_of(key))


def _default_retention(bucket: FakeBucket) -> str:
    days = (bucket.default_lock_days or 0) + 365 * (bucket.default_lock_years or 0)
    return (now_of(bucket) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _get_retention(response: S3Response) -> Any:
    _locked_bucket(response)
    key = _version(response)
    if locked_until(key) is None:
        sentence = "The specified object does not have a ObjectLock configuration"
        raise S3ClientError("NoSuchObjectLockConfiguration", sentence)
    response.data["Action"] = "GetObjectRetention"
    return response.serialized(
        ActionResult({"Retention": {"Mode": key.lock_mode, "RetainUntilDate": locked_until(key)}})
    )


def _put_retention(response: S3Response) -> Any:
    bucket, key = _locked_bucket(response), _version(response)
    mode, until = response._mode_until_from_body()
    if until is not None and _moment(until) <= now_of(bucket):
        raise S3ClientError("InvalidArgument", "The retain until date must be in the future!")
    is_longer = until is not None and mode == key.lock_mode and _moment(until) >= (locked_until(key) or now_of(bucket))
    if not is_longer and _is_retained(key, response.headers.get(BYPASS)):
        raise ProtectedByLockError()
    key.lock_mode, key.lock_until = mode, until
    return _kept(bucket, key)


def _put_legal_hold(response: S3Response) -> Any:
    bucket, key = _locked_bucket(response), _version(response)
    key.lock_legal_status = response._legal_hold_status_from_xml(response.body)
    return _kept(bucket, key)


def _locked_bucket(response: S3Response) -> FakeBucket:
    bucket = response.backend.get_bucket(response.bucket_name)
    if not bucket.object_lock_enabled:
        raise LockNotEnabled()
    return bucket


def _version(response: S3Response) -> FakeKey:
    name, version = response.parse_key_name(), response._get_param("versionId")
    key = response.backend.get_object(response.bucket_name, name, version_id=version)
    if key is None:
        raise MissingVersion() if version else MissingKey(key=name)
    return key


def _kept(bucket: FakeBucket, key: FakeKey) -> Any:
    bucket.keys.setlist(key.name, bucket.keys.getlist(key.name))  # the journal learns of it
    return 200, {}, ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or UTC)
