"""A function is refused whose role may not send what it fails on to the function's dead-letter target.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.awslambda.models import LambdaBackend, LambdaFunction

from emulator.access.call import Need
from emulator.access.gate import RefusedError
from emulator.iam.principals import role_session
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

_SEND = {"sqs": ("sqs:SendMessage", "SendMessage on SQS"), "sns": ("sns:Publish", "Publish on SNS")}


def require_senders(twin: Twin) -> None:
    """Have Lambda ask for the permission whenever a function is made or its settings change."""
    create, update = LambdaBackend.create_function, LambdaBackend.update_function_configuration

    def create_function(backend: LambdaBackend, spec: dict[str, Any]) -> LambdaFunction:
        _require(twin, spec["FunctionName"], spec["Role"], spec)
        return create(backend, spec)

    def update_function_configuration(
        backend: LambdaBackend, function_name: str, qualifier: str, body: dict[str, Any]
    ) -> dict[str, Any] | None:
        function = backend.get_function(function_name)
        _require(twin, function.function_name, body.get("Role") or function.role, body)
        return update(backend, function_name, qualifier, body)

    LambdaBackend.create_function = create_function
    LambdaBackend.update_function_configuration = update_function_configuration


def _require(twin: Twin, name: str, role: str, settings: dict[str, Any]) -> None:
    target = (settings.get("DeadLetterConfig") or {}).get("TargetArn")
    if not target:
        return
    action, words = _SEND[target.split(":")[2]]
    try:
        twin.gate.require(role_session(role, name), Need(action, target))
    except RefusedError as error:
        sentence = f"The provided execution role does not have permissions to call {words}"
        raise AwsError("InvalidParameterValueException", f"{sentence}: {error}") from None
