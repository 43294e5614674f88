"""Asynchronous invocations of Lambda: accepted at once, twice retried, then sent where failures go.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from emulator.engines.lambda_runtime.api import failure
from emulator.engines.lambda_runtime.functions import Result
from emulator.engines.lambda_runtime.layout import version_of
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.lambda")

ATTEMPTS = 3
"""The first and two retries, unless the function's event invoke configuration says fewer."""
RETRY_SECONDS = (1.0, 2.0)
"""Before the second and the third attempt. AWS waits one and two minutes."""


class AsyncInvocations:
    """The queue before functions, and what becomes of those that fail."""

    def __init__(self, twin: Twin, run: Callable[[Any, bytes, None, str], Result]) -> None:
        self._twin = twin
        self._run = run
        twin.outbox.handle("invocation", self._begin)

    def accept(self, function_arn: str, event: dict[str, Any]) -> None:
        """Queue an invocation. Throws as `Invoke` does if there is no such function."""
        self._twin.backend("lambda").get_function(function_arn)
        body = {"function": function_arn, "event": event, "request": str(uuid.uuid4())}
        self._twin.outbox.accept("invocation", body)

    def _begin(self, piece: str, body: dict[str, Any]) -> None:
        self._attempt(piece, body, 1)

    def _attempt(self, piece: str, body: dict[str, Any], attempt: int) -> None:
        try:
            is_over = self._is_over(body, attempt)
        except Exception:
            self._twin.outbox.done(piece)  # the function is gone, or may not reach where its failures go
            raise
        if is_over:
            self._twin.outbox.done(piece)
        else:
            self._twin.background.submit(self._attempt, piece, body, attempt + 1, after=RETRY_SECONDS[attempt - 1])

    def _is_over(self, body: dict[str, Any], attempt: int) -> bool:
        """Try once. Whether no other attempt follows: it succeeded, or the event lies where failures go."""
        event = body["event"]
        function = self._twin.backend("lambda").get_function(body["function"])
        settings = function.event_invoke_config[-1].config if function.event_invoke_config else {}
        result = self._tried(function, event, body["request"])
        if not result.answer.failed:
            self._send(function, settings, "OnSuccess", event, result, attempt)
            return True
        log.warning("%s, attempt %d: %s", function.function_name, attempt, result.answer.payload.decode()[:1000])
        if attempt <= settings.get("MaximumRetryAttempts", ATTEMPTS - 1):
            return False
        self._send(function, settings, "OnFailure", event, result, attempt)
        self._dead_letter(function, event, result)
        return True

    def _tried(self, function: Any, event: dict[str, Any], request_id: str) -> Result:
        try:
            return self._run(function, json.dumps(event).encode(), None, request_id)
        except AwsError as throttled:
            return Result(request_id, failure(throttled.code, str(throttled)), "")

    def _dead_letter(self, function: Any, event: dict[str, Any], result: Result) -> None:
        target = (getattr(function, "dead_letter_config", None) or {}).get("TargetArn")
        if not target:
            return
        message = json.loads(result.answer.payload).get("errorMessage", "")
        texts = {"RequestID": result.request_id, "ErrorCode": "200", "ErrorMessage": message[:1024] or "none"}
        attributes = {
            name: {"DataType": "Number" if name == "ErrorCode" else "String", "StringValue": text}
            for name, text in texts.items()
        }
        self._deliver(function, target, json.dumps(event), attributes)

    def _send(
        self,
        function: Any,
        settings: dict[str, Any],
        outcome: str,
        event: dict[str, Any],
        result: Result,
        attempts: int,
    ) -> None:
        target = settings.get("DestinationConfig", {}).get(outcome, {}).get("Destination")
        if not target:
            return
        failed = result.answer.failed
        response: dict[str, Any] = {"statusCode": 200, "executedVersion": version_of(function)}
        record = {
            "version": "1.0",
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "requestContext": {
                "requestId": result.request_id,
                "functionArn": f"{function.function_arn}:{version_of(function)}",
                "condition": "RetriesExhausted" if failed else "Success",
                "approximateInvokeCount": attempts,
            },
            "requestPayload": event,
            "responseContext": {**response, "functionError": "Unhandled"} if failed else response,
            "responsePayload": json.loads(result.answer.payload),
        }
        self._deliver(function, target, json.dumps(record), {}, f"Lambda Function Invocation Result - {outcome}")

    def _deliver(
        self, function: Any, target: str, body: str, attributes: dict[str, Any], detail_type: str = ""
    ) -> None:
        """Send as the function's role, as Lambda does."""
        service = target.split(":")[2]
        client = self._twin.client("lambda" if service == "lambda" else service, function.role, "lambda.amazonaws.com")
        if service == "sqs":
            client.send_message(QueueUrl=self._twin.queue_url(target), MessageBody=body, MessageAttributes=attributes)
        elif service == "sns":
            client.publish(TopicArn=target, Message=body, MessageAttributes=attributes)
        elif service == "lambda":
            client.invoke(FunctionName=target, InvocationType="Event", Payload=body.encode())
        elif service == "events":
            entry = {"Source": "lambda", "DetailType": detail_type, "Detail": body, "EventBusName": target}
            client.put_events(Entries=[{**entry, "Resources": [function.function_arn]}])
        else:
            raise NotImplementedError(
                f"{function.function_name} sends results to {target}: no {service} target is known"
            )
