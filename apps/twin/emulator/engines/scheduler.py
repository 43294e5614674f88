"""EventBridge Scheduler: no clock runs, but `POST /_twin/clock?at=<ISO 8601>` is that minute, for every schedule.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
"""

from __future__ import annotations

import logging
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from moto.scheduler.models import Schedule

from emulator.control import ControlError
from emulator.engines.cron import UnknownScheduleError, fires

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.scheduler")

PRINCIPAL = "scheduler.amazonaws.com"
RETRY_SECONDS = (1.0, 2.0)
"""Before a second and third attempt. AWS goes on for 24 hours and 185 attempts."""


def install(twin: Twin) -> None:
    """Let schedules fire when they are told what time it is."""
    clock = Clock(twin)
    twin.control.route("POST", "clock", clock.strike)


class Clock:
    """Fires the schedules of a minute, each as the role that it was given."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin

    def strike(self, query: dict[str, str]) -> dict[str, Any]:
        """Fire what is due at `at`; answers the names of the schedules that were."""
        try:
            moment = datetime.fromisoformat(query.get("at", ""))
        except ValueError as error:
            raise ControlError(
                400, f"'at' must be a time such as 2024-07-04T17:00:00Z, got '{query.get('at')}'"
            ) from error
        moment = moment.replace(tzinfo=moment.tzinfo or UTC)
        try:
            due = [schedule for schedule in self._enabled() if _is_due(schedule, moment)]
        except UnknownScheduleError as error:
            raise ControlError(400, str(error)) from error
        for schedule in due:
            self._twin.background.submit(self._attempt, schedule, moment, 1)
        return {"fired": [schedule.name for schedule in due]}

    def _enabled(self) -> list[Schedule]:
        groups = self._twin.backend("scheduler").schedule_groups.values()
        return [each for group in groups for each in group.schedules.values() if each.state == "ENABLED"]

    def _attempt(self, schedule: Schedule, moment: datetime, attempt: int) -> None:
        target = schedule.target
        body = _input(schedule, moment, attempt)
        try:
            self._deliver(target["Arn"], target["RoleArn"], body)
        except Exception as error:
            log.warning("schedule %s to %s, attempt %d: %s", schedule.name, target["Arn"], attempt, error)
            if attempt <= min(target["RetryPolicy"].get("MaximumRetryAttempts", 185), len(RETRY_SECONDS)):
                delay = RETRY_SECONDS[attempt - 1]
                self._twin.background.submit(self._attempt, schedule, moment, attempt + 1, after=delay)
                return
            dead = target.get("DeadLetterConfig", {}).get("Arn")
            if not dead:
                raise
            self._deliver(dead, target["RoleArn"], body)

    def _deliver(self, arn: str, role_arn: str, body: str) -> None:
        service = arn.split(":")[2]
        client = self._twin.client(service, role_arn, PRINCIPAL) if service in ("lambda", "sqs") else None
        if client is None:
            raise NotImplementedError(f"the twin fires schedules at no target such as {arn}")
        if service == "lambda":
            client.invoke(FunctionName=arn, InvocationType="Event", Payload=body.encode())
        else:
            client.send_message(QueueUrl=self._twin.queue_url(arn), MessageBody=body)


def _is_due(schedule: Schedule, moment: datetime) -> bool:
    return fires(schedule.schedule_expression, moment.astimezone(ZoneInfo(schedule.schedule_expression_timezone)))


def _input(schedule: Schedule, moment: datetime, attempt: int) -> str:
    text = schedule.target.get("Input") or "{}"
    values = {
        "schedule-arn": schedule.arn,
        "scheduled-time": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "execution-id": uuid.uuid4().hex,
        "attempt-number": str(attempt),
    }
    for name, value in values.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text
