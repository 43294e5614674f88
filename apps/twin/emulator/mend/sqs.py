"""SQS: policies are kept, and answered as they were written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moto.sqs.models import Queue

if TYPE_CHECKING:
    from emulator.twin import Twin

_DOCUMENTS = ("RedrivePolicy", "RedriveAllowPolicy")


def install(_twin: Twin) -> None:
    """Mend SQS."""
    _keep_policy()
    _write_documents_closely()


def _keep_policy() -> None:
    """Setting other attributes leaves the queue's policy as it is, where moto drops it."""
    change = Queue._set_attributes

    def set_attributes(queue: Queue, attributes: dict[str, Any], now: float | None = None) -> None:
        policy = getattr(queue, "policy", None)
        change(queue, attributes, now)
        if "Policy" not in attributes:
            queue.policy = policy

    Queue._set_attributes = set_attributes


def _write_documents_closely() -> None:
    """AWS answers a redrive policy without blanks, as clients send it."""
    told = Queue.attributes.fget

    def attributes(queue: Queue) -> dict[str, Any]:
        found = told(queue)
        for name in _DOCUMENTS:
            if found.get(name):
                document = found[name] if isinstance(found[name], dict) else json.loads(found[name])
                found[name] = json.dumps(document, separators=(",", ":"))
        return found

    Queue.attributes = property(attributes)
