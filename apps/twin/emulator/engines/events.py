"""EventBridge: an event goes to the targets of every enabled rule that it matches, with retries and a last queue.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
"""

from __future__ import annotations

import json
import logging
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.events.models import Rule
from moto.events.responses import EventsHandler

from emulator.authorize import service_may
from emulator.engines.event_input import target_input
from emulator.engines.event_pattern import matches

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.events")

PRINCIPAL = "events.amazonaws.com"
RETRY_SECONDS = (1.0, 2.0)
"""Before a second and third attempt. AWS goes on for 24 hours and 185 attempts."""


class UndeliverableError(Exception):
    """A target that no further attempt will reach: its ERROR_CODE and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def install(twin: Twin) -> None:
    """Let EventBridge deliver."""
    bus = EventBus(twin)
    twin.outbox.handle("event", bus.begin)
    twin.put_event = bus.put
    twin.control.status("events", lambda: [dict(bus.counts)])

    def send_to_targets(rule: Rule, event: dict[str, Any], transform_input: bool = True) -> None:
        bus.offer(rule, event)

    Rule.send_to_targets = send_to_targets
    _refuse_aws_sources()


class EventBus:
    """Matches events with rules and delivers them in the background."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self.counts = {"delivered": 0, "failed": 0}
        """Of deliveries to targets, since the start."""

    def put(self, source: str, detail_type: str, detail: dict[str, Any], resources: list[str]) -> None:
        """An AWS service's event on the default bus."""
        entry = {
            "Source": source,
            "DetailType": detail_type,
            "Detail": json.dumps(detail, default=str),
            "Resources": resources,
        }
        self._twin.backend("events").put_events([entry])

    def offer(self, rule: Rule, event: dict[str, Any]) -> None:
        """Deliver `event` to the targets of `rule` if it is enabled and the event matches its pattern."""
        pattern = rule.event_pattern.get_pattern()
        if rule.state != "ENABLED" or not pattern:
            return
        event = _as_sent(event)
        if not matches(pattern, event):
            return
        log.info("rule %s: %s %s", rule.name, event["source"], event["detail-type"])
        for target in list(rule.targets):
            where = {"bus": rule.event_bus_name, "rule": rule.name, "target": target["Id"]}
            self._twin.outbox.accept("event", {**where, "event": event})

    def begin(self, piece: str, body: dict[str, Any]) -> None:
        """Deliver an event to one target of a rule. One that is applied no more is as if it had never been."""
        bus = self._twin.backend("events").event_buses.get(body["bus"])
        rule = bus.rules.get(body["rule"]) if bus else None
        target = next((each for each in rule.targets if each["Id"] == body["target"]), None) if rule else None
        if target:
            self._attempt(piece, rule, target, body["event"], 1)
        else:
            self._twin.outbox.done(piece)

    def _attempt(self, piece: str, rule: Rule, target: dict[str, Any], event: dict[str, Any], attempt: int) -> None:
        retries = min(target.get("RetryPolicy", {}).get("MaximumRetryAttempts", 185), len(RETRY_SECONDS))
        try:
            self._deliver(
                rule, target["Arn"], target, target_input(target, event, {"rule-name": rule.name, "rule-arn": rule.arn})
            )
            self.counts["delivered"] += 1
            self._twin.outbox.done(piece)
        except Exception as error:
            log.warning("rule %s to %s, attempt %d: %s", rule.name, target["Arn"], attempt, error)
            if attempt <= retries and not isinstance(error, UndeliverableError):
                delay = RETRY_SECONDS[attempt - 1]
                self._twin.background.submit(self._attempt, piece, rule, target, event, attempt + 1, after=delay)
                return
            self.counts["failed"] += 1
            self._dead_letter(rule, target, event, error, attempt)
            self._twin.outbox.done(piece)

    def _deliver(self, rule: Rule, arn: str, target: dict[str, Any], body: str) -> None:
        service = arn.split(":")[2]
        if service in ("lambda", "sqs", "sns") and not service_may(self._twin, PRINCIPAL, arn, rule.arn):
            raise UndeliverableError(
                "NO_PERMISSIONS", f"the policy of {arn} does not let {PRINCIPAL} in for {rule.arn}: add a permission"
            )
        if service == "lambda":
            self._twin.invoke_async(arn, json.loads(body))
        elif service == "sns":
            self._twin.client("sns").publish(TopicArn=arn, Message=body)
        elif service == "sqs":
            self._send_message(arn, body, target.get("SqsParameters", {}))
        elif service == "logs":
            rule._send_to_cw_log_group(arn.split(":")[6], json.loads(body))
        else:
            raise UndeliverableError("UNSUPPORTED_TARGET", f"the twin delivers events to no target such as {arn}")

    def _dead_letter(
        self, rule: Rule, target: dict[str, Any], event: dict[str, Any], error: Exception, attempts: int
    ) -> None:
        arn = target.get("DeadLetterConfig", {}).get("Arn")
        if not arn or not service_may(self._twin, PRINCIPAL, arn, rule.arn):
            log.error("rule %s lost event %s for %s: %s", rule.name, event["id"], target["Arn"], error)
            return
        texts = {
            "RULE_ARN": rule.arn,
            "TARGET_ARN": target["Arn"],
            "ERROR_CODE": getattr(error, "code", "SDK_CLIENT_ERROR"),
            "ERROR_MESSAGE": str(error)[:1024],
            "EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts",
            "RETRY_ATTEMPTS": str(attempts - 1),
        }
        attributes = {name: {"DataType": "String", "StringValue": text} for name, text in texts.items()}
        self._send_message(arn, json.dumps(event), {}, attributes)

    def _send_message(
        self, arn: str, body: str, options: dict[str, Any], attributes: dict[str, Any] | None = None
    ) -> None:
        sqs = self._twin.client("sqs")
        url = sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes or {}, **options)


def _as_sent(event: dict[str, Any]) -> dict[str, Any]:
    moment = event["time"]
    if not isinstance(moment, str):
        moment = datetime.fromtimestamp(float(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    sent = {**event, "id": event.get("id") or str(uuid.uuid4()), "time": moment}
    sent.pop("ingestion-time", None)
    return sent


def _refuse_aws_sources() -> None:
    """Only AWS services put events whose source begins with `aws.`."""

    def put_events(handler: EventsHandler) -> str:
        entries = handler._get_param("Entries")
        refused = {"ErrorCode": "NotAuthorizedForSourceException", "ErrorMessage": "Not authorized for the source."}
        kept = [entry for entry in entries if not str(entry.get("Source", "")).startswith("aws.")]
        answered = iter(handler.events_backend.put_events(kept))
        results = [next(answered) if entry in kept else refused for entry in entries]
        return json.dumps({"FailedEntryCount": sum("ErrorCode" in each for each in results), "Entries": results})

    EventsHandler.put_events = put_events
