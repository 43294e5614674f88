"""S3: bucket settings that moto forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.core.responses import ActionResult
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket, FakeDeleteMarker, FakeKey
from moto.s3.responses import S3Response

if TYPE_CHECKING:
    from emulator.twin import Twin

_STATUSES = {"InvalidBucketState": 409, "NoSuchObjectLockConfiguration": 404, "RestoreAlreadyInProgress": 409}
"""Of errors whose status moto does not know, for which it answers 400.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""
_SIZE_HEADER = "x-amz-transition-default-minimum-object-size"
_SIZE_DEFAULT = "all_storage_classes_128K"


def install(_twin: Twin) -> None:
    """Mend S3."""
    _answer_errors_by_their_status()
    _tell_of_event_bridge()
    _keep_transition_size()
    _leave_policies_to_authorize()
    _keep_key_names_from_hadoop()
    _let_delete_markers_go()
    keep_readers_apart()


def _answer_errors_by_their_status() -> None:
    told = S3Response.serialized

    def serialized(response: S3Response, answer: ActionResult) -> Any:
        status, headers, body = told(response, answer)
        return _STATUSES.get(getattr(answer.result, "code", ""), status), headers, body

    S3Response.serialized = serialized


def _tell_of_event_bridge() -> None:
    """`GetBucketNotificationConfiguration` tells whether EventBridge is told."""
    told = S3Response.get_bucket_notification

    def get_bucket_notification(response: S3Response) -> Any:
        settings = response.backend.get_bucket_notification_configuration(response.bucket_name)
        if not settings or settings.event_bridge is None:
            return told(response)
        response.serialized, serialized = _with_event_bridge(response.serialized), response.serialized
        try:
            return told(response)
        finally:
            response.serialized = serialized

    S3Response.get_bucket_notification = get_bucket_notification


def _with_event_bridge(serialized: Any) -> Any:
    def serialize(answer: ActionResult) -> Any:
        return serialized(ActionResult({**answer.result, "EventBridgeConfiguration": {}}))

    return serialize


def _keep_transition_size() -> None:
    """The smallest object that a lifecycle moves is kept as it was put, and answered to a put and a get."""
    put, told = S3Response._bucket_response_put, S3Response.get_bucket_lifecycle

    def bucket_response_put(response: S3Response, request: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
        answer = put(response, request, bucket_name, querystring)
        if "lifecycle" not in querystring:
            return answer
        size = response.headers.get(_SIZE_HEADER, _SIZE_DEFAULT)
        response.backend.get_bucket(bucket_name).transition_size = size
        return 200, {_SIZE_HEADER: size}, answer

    def get_bucket_lifecycle(response: S3Response) -> Any:
        status, headers, body = told(response)
        bucket = response.backend.get_bucket(response.bucket_name)
        return status, {**headers, _SIZE_HEADER: getattr(bucket, "transition_size", _SIZE_DEFAULT)}, body

    S3Response._bucket_response_put = bucket_response_put
    S3Response.get_bucket_lifecycle = get_bucket_lifecycle


def _leave_policies_to_authorize() -> None:
    """Who comes here may.

    Moto reads neither principals nor conditions of a policy, and of an unsigned request only the object's access list.
    """
    FakeBucket.get_permission = lambda _bucket, _action, _resource: PermissionResult.PERMITTED


def _keep_key_names_from_hadoop() -> None:
    """Hadoop's S3A names an object's KMS key when it copies it; the AWS SDK for Java refuses that without HTTPS.

    The twin speaks plain HTTP on loopback: S3A is not told the key, and the copy gets the bucket's own.
    """
    head = S3Response.head_object

    def head_object(response: S3Response, *args: Any, **kwargs: Any) -> Any:
        status, headers, body = head(response, *args, **kwargs)
        if "Hadoop" in response.headers.get("User-Agent", ""):
            headers.pop("x-amz-server-side-encryption-aws-kms-key-id", None)
        return status, headers, body

    S3Response.head_object = head_object


def _let_delete_markers_go() -> None:
    """A delete marker is a version that can be deleted; moto wants to free the body that it has not."""
    FakeDeleteMarker.dispose = lambda _marker, garbage=False: None


def keep_readers_apart() -> None:
    """An object's ETag is made of its body when first asked for; who reads the body meanwhile waits.

    Else both move the one position in it: a download ended at once where the ETag had come to the end, and was empty.
    """
    made = FakeKey.etag.fget

    def etag(key: FakeKey) -> str:
        with key.lock:
            return made(key)

    FakeKey.etag = property(etag)
