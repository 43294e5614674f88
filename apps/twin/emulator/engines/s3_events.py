"""S3 event notifications: to functions, queues and topics by event, prefix and suffix, and to EventBridge.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

from __future__ import annotations

import itertools
import json
import logging
import time
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from moto.s3 import notifications
from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket

from emulator.authorize import MissingTargetError, service_may
from emulator.faults import NothingToStrikeError

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.s3")

PRINCIPAL = "s3.amazonaws.com"
REMEMBERED = 100
"""Events that can be delivered once more."""
_DETAIL_TYPES = {"ObjectCreated": "Object Created", "ObjectRemoved": "Object Deleted"}


class UnvalidatedDestinationError(S3ClientError):
    """A notification whose destination does not let S3 in."""

    def __init__(self, arn: str) -> None:
        super().__init__("InvalidArgument", f"Unable to validate the following destination configurations: {arn}")


def install(twin: Twin) -> None:
    """Let S3 notify."""
    notifier = Notifier(twin)
    twin.outbox.handle("notification", notifier.deliver)
    twin.faults.offer("redelivery", notifier.redeliver)
    notifications.send_event = notifier.notify
    configure = FakeBucket.set_notification_configuration

    def set_notification_configuration(bucket: FakeBucket, settings: dict[str, Any] | None) -> None:
        before = bucket.notification_configuration
        configure(bucket, settings)
        try:
            notifier.validate(bucket)
        except UnvalidatedDestinationError:
            bucket.notification_configuration = before
            raise

    FakeBucket.set_notification_configuration = set_notification_configuration


class Notifier:
    """Turns what happens to objects into events."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._sequence = itertools.count(int(time.time() * 1000) << 20)
        self._sent: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)

    def validate(self, bucket: FakeBucket) -> None:
        """Throw if a destination is missing or lets S3 not in, as S3 does when it is configured."""
        for each in _destinations(bucket):
            if not self._lets_in(each.arn, bucket.arn):
                raise UnvalidatedDestinationError(each.arn)

    def notify(self, account_id: str, event_name: str, bucket: FakeBucket, key: Any) -> None:
        """Tell everyone whose filter matches. `event_name` is `s3:ObjectCreated:Put` and the like."""
        name = str(getattr(event_name, "value", event_name))
        if name == "s3:ObjectCreated:Put" and key.multipart is not None:
            return  # moto puts the object that a multipart upload completes; S3 tells of the completion alone
        sequencer = f"{next(self._sequence):018X}"
        for each in _destinations(bucket):
            if each.matches(name, key.name):
                record = self._record(name, bucket, key, each.id, sequencer)
                notification = {"target": each.arn, "bucket": bucket.arn, "event": {"Records": [record]}}
                self._sent.append(notification)
                self._twin.outbox.accept("notification", notification)
        settings = bucket.notification_configuration
        if settings and settings.event_bridge is not None and (kind := _DETAIL_TYPES.get(name.split(":")[1])):
            detail = self._detail(name, bucket, key, sequencer)
            self._twin.background.submit(self._twin.put_event, "aws.s3", kind, detail, [bucket.arn])

    def redeliver(self, _step: str) -> str:
        """Deliver what was delivered once more, the newest first: S3 promises at least once, and no order."""
        if not self._sent:
            raise NothingToStrikeError("S3 has told nobody of anything yet: put an object first")
        again = list(self._sent)[::-1]
        for notification in again:
            self._twin.outbox.accept("notification", notification)
        return f"{len(again)} events of S3, delivered once more, the newest first"

    def deliver(self, piece: str, notification: dict[str, Any]) -> None:
        """Send one event to its target."""
        try:
            self._send(notification["target"], notification["bucket"], notification["event"])
        finally:
            self._twin.outbox.done(piece)

    def _send(self, arn: str, bucket_arn: str, event: dict[str, Any]) -> None:
        if not self._lets_in(arn, bucket_arn):
            log.error("%s does not let s3.amazonaws.com in for %s any more: its event is lost", arn, bucket_arn)
            return
        service = arn.split(":")[2]
        if service == "lambda":
            self._twin.invoke_async(arn, event)
        elif service == "sqs":
            sqs = self._twin.client("sqs")
            url = sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"]
            sqs.send_message(QueueUrl=url, MessageBody=json.dumps(event))
        else:
            self._twin.client("sns").publish(TopicArn=arn, Message=json.dumps(event), Subject="Amazon S3 Notification")

    def _lets_in(self, arn: str, bucket_arn: str) -> bool:
        try:
            return service_may(self._twin, PRINCIPAL, arn, bucket_arn)
        except MissingTargetError:
            return False

    def _record(self, name: str, bucket: FakeBucket, key: Any, rule: str, sequencer: str) -> dict[str, Any]:
        version = {"versionId": key.version_id} if bucket.is_versioned else {}
        return {
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": bucket.region_name,
            "eventTime": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "eventName": name.removeprefix("s3:"),
            "userIdentity": {"principalId": f"AWS:{self._twin.account}"},
            "requestParameters": {"sourceIPAddress": "127.0.0.1"},
            "responseElements": {"x-amz-request-id": sequencer[-16:], "x-amz-id-2": sequencer},
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": rule,
                "bucket": {
                    "name": bucket.name,
                    "ownerIdentity": {"principalId": self._twin.account},
                    "arn": bucket.arn,
                },
                "object": {
                    "key": quote_plus(key.name, safe="/"),
                    "size": key.size,
                    "eTag": key.etag.strip('"'),
                    **version,
                    "sequencer": sequencer,
                },
            },
        }

    def _detail(self, name: str, bucket: FakeBucket, key: Any, sequencer: str) -> dict[str, Any]:
        version = {"version-id": key.version_id} if bucket.is_versioned else {}
        about = {"size": key.size, "etag": key.etag.strip('"')} if "Created" in name else {}
        return {
            "version": "0",
            "bucket": {"name": bucket.name},
            "object": {"key": key.name, **about, **version, "sequencer": sequencer},
            "request-id": sequencer[-16:],
            "requester": self._twin.account,
            "source-ip-address": "127.0.0.1",
            "reason": {"Put": "PutObject", "Post": "POST Object", "Copy": "CopyObject", "Delete": "DeleteObject"}.get(
                name.rsplit(":", 1)[1], name.rsplit(":", 1)[1]
            ),
        }


def _destinations(bucket: FakeBucket) -> list[Any]:
    settings = bucket.notification_configuration
    return [*settings.cloud_function, *settings.queue, *settings.topic] if settings else []
