"""SQS, SNS and EventBridge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from emulator.access.call import Call, Need
from emulator.access.services import kms


def _queue(call: Call) -> Iterator[Need]:
    asked = call.parameters
    name = asked.get("QueueName") or urlsplit(asked["QueueUrl"]).path.rsplit("/", 1)[-1]
    yield Need(f"sqs:{call.operation.removesuffix('Batch')}", call.arn(name))
    queue = call.twin.backend("sqs").queues.get(name)
    key = getattr(queue, "kms_master_key_id", None) or None
    if call.operation.startswith("SendMessage"):
        yield from kms.use(call, key, "GenerateDataKey", "Decrypt")
    elif call.operation == "ReceiveMessage":
        yield from kms.use(call, key, "Decrypt")


def _publish(call: Call) -> Iterator[Need]:
    arn = call.parameters.get("TopicArn") or call.parameters["TargetArn"]
    yield Need("sns:Publish", arn)
    topic = call.twin.backend("sns").topics.get(arn)
    yield from kms.use(call, getattr(topic, "kms_master_key_id", None) or None, "GenerateDataKey", "Decrypt")


def _put_events(call: Call) -> Iterator[Need]:
    """Each entry by itself: a policy that grants one source or kind of event grants no other beside it.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
    """
    for entry in call.parameters["Entries"]:
        bus = entry.get("EventBusName") or "default"
        told = {"events:source": entry.get("Source"), "events:detail-type": entry.get("DetailType")}
        facts = {key: value for key, value in told.items() if value}
        yield Need("events:PutEvents", bus if bus.startswith("arn:") else call.arn(f"event-bus/{bus}"), facts)


SQS: dict[str, Callable[[Call], Iterator[Need]]] = {
    name: _queue
    for name in (
        *("SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch"),
        *("GetQueueUrl", "GetQueueAttributes", "ChangeMessageVisibility", "ChangeMessageVisibilityBatch"),
    )
}
SNS: dict[str, Callable[[Call], Iterator[Need]]] = {"Publish": _publish}
EVENTS: dict[str, Callable[[Call], Iterator[Need]]] = {"PutEvents": _put_events}
