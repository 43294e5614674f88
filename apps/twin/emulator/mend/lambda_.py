"""Lambda: settings that moto forgets, and AWS's public layers, which are in no account of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.core.responses import ActionResult

from emulator.engines.lambda_runtime.layout import PANDAS_LAYER, pandas_layer_size, python_version
from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_REMEMBERED = ("DeadLetterConfig", "LoggingConfig")
_UPDATED = {
    "TracingConfig": "tracing_config",
    "KMSKeyArn": "kms_key_arn",
    "EphemeralStorage": "ephemeral_storage",
}


def install(_twin: Twin) -> None:
    """Mend Lambda."""
    _remember_settings()
    _know_public_layers()
    _one_event_invoke_config()


def _remember_settings() -> None:
    """AWS answers a function's dead-letter target and logging settings, and takes every setting in an update."""
    configuration, create = LambdaFunction.get_configuration, LambdaFunction.__init__
    update = LambdaFunction.update_configuration

    def __init__(self: LambdaFunction, account_id: str, spec: dict[str, Any], *args: Any, **kwargs: Any) -> None:  # noqa: N807
        create(self, account_id, spec, *args, **kwargs)
        _note(self, spec)

    def update_configuration(self: LambdaFunction, changes: dict[str, Any]) -> dict[str, Any]:
        update(self, changes)
        for name in _UPDATED.keys() & changes.keys():
            value = changes[name]["Size"] if name == "EphemeralStorage" else changes[name]
            setattr(self, _UPDATED[name], value)
        _note(self, changes)
        return self.get_configuration()

    def get_configuration(self: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
        answer = configuration(self, on_create)
        answer["LoggingConfig"] = {"LogFormat": "Text", "LogGroup": self.logs_group_name, **self.logging_config}
        if self.dead_letter_config:
            answer["DeadLetterConfig"] = self.dead_letter_config
        return answer

    LambdaFunction.__init__ = __init__
    LambdaFunction.dead_letter_config = {}
    LambdaFunction.logging_config = {}
    LambdaFunction.update_configuration = update_configuration
    LambdaFunction.get_configuration = get_configuration


def _note(function: LambdaFunction, spec: dict[str, Any]) -> None:
    if "DeadLetterConfig" in spec:
        target = spec["DeadLetterConfig"].get("TargetArn")
        function.dead_letter_config = {"TargetArn": target} if target else {}
    if "LoggingConfig" in spec:
        function.logging_config = {name: value for name, value in spec["LoggingConfig"].items() if value}
        function.logs_group_name = function.logging_config.get("LogGroup", f"/aws/lambda/{function.function_name}")


def _know_public_layers() -> None:
    """AWS's layer of AWS SDK for pandas can be read by every account: `GetLayerVersion` and a function's layers."""
    own = LambdaFunction._get_layers_data

    def get_layers_data(self: LambdaFunction, arns: list[str]) -> list[dict[str, Any]]:
        public = {arn for arn in arns if PANDAS_LAYER.fullmatch(arn)}
        found = {layer["Arn"]: layer for layer in own(self, [arn for arn in arns if arn not in public])}
        return [{"Arn": arn, "CodeSize": pandas_layer_size()} if arn in public else found[arn] for arn in arns]

    LambdaFunction._get_layers_data = get_layers_data

    @operation(LambdaResponse, "GetLayerVersionByArn")
    def get_layer_version_by_arn(response: LambdaResponse, asked: dict[str, Any]) -> dict[str, Any]:
        return _layer(response, asked["Arn"])

    own_version = LambdaResponse.get_layer_version

    def get_layer_version(response: LambdaResponse) -> Any:
        name, version = response._get_param("LayerName"), response._get_param("VersionNumber")
        if name and PANDAS_LAYER.fullmatch(f"{name}:{version}"):
            return ActionResult(_layer(response, f"{name}:{version}"))
        return own_version(response)

    LambdaResponse.get_layer_version = get_layer_version


def _layer(response: LambdaResponse, arn: str) -> dict[str, Any]:
    if not PANDAS_LAYER.fullmatch(arn):
        version = response.backend.layers_versions_by_arn(arn)
        if version is None:
            raise AwsError("ResourceNotFoundException", f"The resource you requested does not exist: {arn}")
        return version.get_layer_version()
    layer, _, number = arn.rpartition(":")
    return {
        "Content": {"Location": "", "CodeSha256": "", "CodeSize": pandas_layer_size()},
        "LayerArn": layer,
        "LayerVersionArn": arn,
        "Version": int(number),
        "Description": "AWS SDK for pandas, from the packages of the twin's own lock",
        "CreatedDate": "2025-01-01T00:00:00.000+0000",
        "CompatibleRuntimes": [python_version()],
        "CompatibleArchitectures": ["x86_64"],
    }


def _one_event_invoke_config() -> None:
    """A second `PutFunctionEventInvokeConfig` replaces the first; moto keeps and answers the first."""
    put = LambdaBackend.put_function_event_invoke_config

    def put_function_event_invoke_config(self: LambdaBackend, name: str, config: dict[str, Any]) -> dict[str, Any]:
        self.get_function(name).event_invoke_config = []
        return put(self, name, config)

    LambdaBackend.put_function_event_invoke_config = put_function_event_invoke_config
