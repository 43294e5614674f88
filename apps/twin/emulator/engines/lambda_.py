"""Lambda: `Invoke` runs the function's own zip in a real runtime client, as the role that was applied.

A function has some execution environments, kept warm; a change of its code or settings replaces them.
"""

from __future__ import annotations

import base64
import json
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse

from emulator.engines.lambda_async import AsyncInvocations
from emulator.engines.lambda_runtime.dead_letters import require_senders
from emulator.engines.lambda_runtime.functions import Functions
from emulator.engines.lambda_runtime.layout import version_of
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

TAIL_BYTES = 4096
"""Of the log, in the answer of an invocation that asks for it."""


def install(twin: Twin) -> None:
    """Let Lambda run functions."""
    functions = Functions(twin)
    invocations = AsyncInvocations(twin, functions.run)
    _answer_invoke(functions, invocations)
    _serve_other_services(functions, invocations)
    _stop_deleted(functions)
    require_senders(twin)
    twin.invoke_async = invocations.accept
    twin.faults.offer("lambda", functions.strike)
    twin.on_stop(functions.stop)
    twin.control.status("functions", functions.status)
    twin.control.busy("invocations", lambda: functions.under_way)


def _answer_invoke(functions: Functions, invocations: AsyncInvocations) -> None:
    def invoke(response: LambdaResponse) -> tuple[int, dict[str, Any], bytes]:
        name = unquote(response.path.rsplit("/", 2)[-2])
        function = response.backend.get_function(name, response._get_param("Qualifier"))
        payload = response.body.encode() if isinstance(response.body, str) else response.body
        _require_json(payload := payload or b"{}")
        kind = response.headers.get("X-Amz-Invocation-Type", "RequestResponse")
        if kind == "DryRun":
            return 204, {"status": 204}, b""
        if kind == "Event":
            invocations.accept(function.function_arn, json.loads(payload))
            return 202, {"status": 202}, b""
        context = response.headers.get("X-Amz-Client-Context")
        result = functions.run(function, payload, base64.b64decode(context).decode() if context else None)
        headers = {"content-type": "application/json", "x-amz-executed-version": version_of(function)}
        if result.answer.failed:
            headers["x-amz-function-error"] = "Unhandled"
        if response.headers.get("X-Amz-Log-Type") == "Tail":
            headers["x-amz-log-result"] = base64.b64encode(result.log.encode()[-TAIL_BYTES:]).decode()
        return 200, headers, result.answer.payload

    LambdaResponse.invoke = invoke


def _serve_other_services(functions: Functions, invocations: AsyncInvocations) -> None:
    """What moto's SQS, SNS, Kinesis and DynamoDB ask of a function comes here; SNS invokes as `Event` does."""

    def invoke(function: LambdaFunction, body: str, _asked: Any, told: dict[str, Any]) -> bytes:
        result = functions.run(function, body.encode())
        if result.answer.failed:
            told["x-amz-function-error"] = "Unhandled"
        return result.answer.payload

    def send_sns_message(
        backend: LambdaBackend, name: str, message: str, subject: str | None = None, qualifier: str | None = None
    ) -> None:
        notification = {
            "Type": "Notification",
            "MessageId": str(uuid.uuid4()),
            "Subject": subject,
            "Message": message,
            "Timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "MessageAttributes": {},
        }
        record = {"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": notification}
        invocations.accept(backend.get_function(name, qualifier).function_arn, {"Records": [record]})

    LambdaFunction.invoke = invoke
    LambdaBackend.send_sns_message = send_sns_message


def _require_json(payload: bytes) -> None:
    try:
        json.loads(payload)
    except ValueError as error:
        raise AwsError("InvalidRequestContentException", f"Could not parse request body into json: {error}") from error


def _stop_deleted(functions: Functions) -> None:
    delete = LambdaBackend.delete_function

    def delete_function(backend: LambdaBackend, name: str, qualifier: str | None = None) -> None:
        function = backend.get_function(name)
        delete(backend, name, qualifier)
        functions.stop(function.function_name)

    LambdaBackend.delete_function = delete_function
