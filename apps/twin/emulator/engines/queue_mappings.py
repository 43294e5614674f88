"""Lambda takes messages off queues: one that fails is brought again, and at last goes to the dead letters.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from moto.sqs.models import Message, Queue

from emulator.access.call import Need
from emulator.iam.principals import role_session

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.sqs")

RETRY_SECONDS = 1.0
"""Before a message that failed is brought again. AWS waits for the queue's visibility timeout."""
_ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
"""What the function's role must be let to do, as Lambda does it in its name."""
ATTEMPTS = 5
"""Of a message whose queue has no dead letters. AWS goes on until the message is too old."""


def install(twin: Twin) -> None:
    """Let mappings of queues work in the background."""
    mappings = QueueMappings(twin)
    add, lock = Queue.add_message, threading.Lock()

    def add_message(queue: Queue, message: Message) -> None:
        with lock:
            # moto invokes the function within the sender's request, once
            ours, queue.lambda_event_source_mappings = queue.lambda_event_source_mappings, {}
            try:
                add(queue, message)
            finally:
                queue.lambda_event_source_mappings = ours
        for function_arn, mapping in ours.items():
            if mapping.enabled:
                twin.background.submit(mappings.take, queue, function_arn, mapping.batch_size)

    def recover() -> None:
        for queue in twin.backend("sqs").queues.values():
            for message in queue._messages if queue.lambda_event_source_mappings else []:
                message.change_visibility(0)  # whoever had received it is gone
            for function_arn, mapping in queue.lambda_event_source_mappings.items():
                if mapping.enabled:
                    twin.background.submit(mappings.take, queue, function_arn, mapping.batch_size)

    Queue.add_message = add_message
    twin.on_recover(recover)


class QueueMappings:
    """Brings the messages of queues to functions."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin

    def take(self, queue: Queue, function_arn: str, batch_size: int) -> None:
        """Bring one batch; what fails stays in the queue and is brought again."""
        sqs, functions = self._twin.backend("sqs"), self._twin.backend("lambda")
        holder = role_session(functions.get_function(function_arn).role, "mapping")
        self._twin.gate.require(holder, *(Need(f"sqs:{action}", queue.queue_arn) for action in _ACTIONS))
        messages = sqs.receive_message(queue.name, batch_size, 0, queue.visibility_timeout)
        if not messages:
            return
        if functions.send_sqs_batch(function_arn, messages, queue.queue_arn):
            for message in messages:
                sqs.delete_message(queue.name, message.receipt_handle)
            return
        for message in messages:
            sqs.change_message_visibility(queue.name, message.receipt_handle, visibility_timeout=0)
        if _goes_on(queue, messages):
            self._twin.background.submit(self.take, queue, function_arn, batch_size, after=RETRY_SECONDS)
        else:
            log.error("%s: %d messages stay in the queue, %s fails on them", queue.name, len(messages), function_arn)


def _goes_on(queue: Queue, messages: list[Any]) -> bool:
    return bool(queue.redrive_policy) or min(message.approximate_receive_count for message in messages) < ATTEMPTS
