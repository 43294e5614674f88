"""One execution environment of a function: a process with the function's code, role and settings."""

from __future__ import annotations

import math
import os
import shutil
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulator.access.call import Need
from emulator.access.gate import RefusedError
from emulator.engines.lambda_runtime import layout
from emulator.engines.lambda_runtime.api import Answer, Invocation, RuntimeApi, failure
from emulator.iam.principals import role_session

if TYPE_CHECKING:
    from emulator.twin import Twin

INIT_SECONDS = 60
"""How long a function may take to load. Lambda allows 10 s, on a machine that does nothing else."""


class CannotRunError(Exception):
    """A function whose settings no worker here can serve: the sentence says which."""


class Worker:
    """Runs invocations one after the other until it is stopped, fails to start, times out or dies."""

    def __init__(self, twin: Twin, function: Any) -> None:
        self._twin = twin
        self.broken = False
        """True when this worker can serve no more."""
        self.stream = f"{datetime.now(UTC):%Y/%m/%d}/[{layout.version_of(function)}]{uuid.uuid4().hex}"
        """Name of its CloudWatch log stream."""
        self._name = function.function_name
        self._folder = twin.work / "lambda" / "workers" / uuid.uuid4().hex[:12]
        (self._folder / "tmp").mkdir(parents=True)
        self._output = self._folder / "output"
        self._read = 0
        self._api = RuntimeApi()
        try:
            command, environment, task = self._prepared(function)
            self._process = twin.processes.start(command, environment=environment, folder=task, output=self._output)
        except BaseException:
            self._api.close()
            raise

    def invoke(self, invocation: Invocation, timeout_seconds: float) -> Answer:
        """Run one invocation. What the function itself answers or raises, or the service's failure in its place."""
        if (initial := self._started()) is not None:
            return initial
        limit = time.time() + timeout_seconds
        self._api.hand(
            Invocation(
                invocation.request_id,
                invocation.payload,
                int(limit * 1000),
                invocation.function_arn,
                invocation.client_context,
            )
        )
        while (left := limit - time.time()) > 0:
            if answer := self._api.answer(invocation.request_id, min(left, 0.25)):
                return answer
            if self._process.poll() is not None:
                # it may have answered and died at once
                return self._api.answer(invocation.request_id, 0.05) or self._died(invocation.request_id)
        self.broken = True
        message = f"RequestId: {invocation.request_id} Error: Task timed out after {timeout_seconds:.2f} seconds"
        return failure("Sandbox.Timedout", message)

    def new_output(self) -> str:
        """What the function wrote to its standard output and error since the last call."""
        with self._output.open("rb") as stream:
            stream.seek(self._read)
            text = stream.read()
        self._read += len(text)
        return text.decode("utf-8", "replace")

    def can_serve(self, seconds: float) -> bool:
        """Whether its process runs, and what it signs with holds for so many seconds: Lambda renews it by a new one."""
        return self._process.poll() is None and time.time() + seconds < self._holds_until

    def kill(self) -> None:
        """End the process at once, in the middle of whatever it does."""
        self._twin.processes.stop(self._process)

    def stop(self) -> None:
        """End the process and remove its folder."""
        self.broken = True
        self._twin.processes.stop(self._process)
        self._api.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _started(self) -> Answer | None:
        limit = time.monotonic() + INIT_SECONDS
        while not self._api.ready.wait(0.1):
            if self._process.poll() is not None:
                return self._died("init")
            if time.monotonic() > limit:
                self.broken = True
                return failure("Sandbox.Timedout", f"init of {self._name} took longer than {INIT_SECONDS} seconds")
        if self._api.initial_failure:
            self.broken = True
        return self._api.initial_failure

    def _died(self, request_id: str) -> Answer:
        self.broken = True
        code = self._process.poll()
        reason = f"exit status {code}" if code is not None and code >= 0 else f"signal {-(code or 0)}"
        message = f"RequestId: {request_id} Error: Runtime exited with error: {reason}"
        return failure("Runtime.ExitError", message)

    def _prepared(self, function: Any) -> tuple[list[str], dict[str, str], Path]:
        work = self._twin.work / "lambda"
        task = layout.unpacked(function.code_bytes, work / "code")
        layers = [self._layer(layer["Arn"], work) for layer in function.layers]
        environment = self._environment(function, task)
        runtime = str(function.run_time)
        if runtime.startswith("nodejs"):
            node = shutil.which("node")
            if node is None:
                raise CannotRunError(f"{self._name} runs on {runtime}, and no 'node' is on the PATH: install Node")
            shared = layout.node_packages(layout.project_root(), work / "runtime" / "node_modules")
            environment["NODE_PATH"] = ":".join([*(f"{layer}/nodejs/node_modules" for layer in layers), str(shared)])
            return [node, str(Path(__file__).with_name("node_worker.mjs"))], environment, task
        if runtime == layout.python_version():
            shared = layout.linked_packages(layout.RUNTIME_PACKAGES, work / "runtime" / "python")
            own = environment.get("PYTHONPATH")
            paths = [task, *(f"{layer}/python" for layer in layers), *([own] if own else []), shared]
            environment["PYTHONPATH"] = ":".join(map(str, paths))
            # -S: no site-packages of the twin's own environment
            return [sys.executable, "-S", "-m", "awslambdaric", function.handler], environment, task
        raise CannotRunError(
            f"{self._name} runs on {runtime}; the twin runs nodejs* and {layout.python_version()}: change the runtime"
        )

    def _layer(self, arn: str, work: Path) -> Path:
        if layout.PANDAS_LAYER.fullmatch(arn):
            folder = work / "layers" / "pandas"
            layout.linked_packages(layout.PANDAS_PACKAGES, folder / "python")
            return folder
        version = self._twin.backend("lambda").layers_versions_by_arn(arn)
        if version is None:
            raise CannotRunError(f"{self._name} wants layer {arn}, which is not in this account: publish it first")
        return layout.unpacked(version.code_bytes, work / "layers")

    def _require_variables(self, function: Any) -> None:
        """The role must be let to decrypt the function's variables, if a key of ours encrypts them."""
        if not (function.kms_key_arn and function.environment_vars):
            return
        facts: dict[str, str | list[str]] = {
            "kms:EncryptionContext:aws:lambda:FunctionArn": function.function_arn,
            "kms:ViaService": f"lambda.{self._twin.region}.amazonaws.com",
        }
        try:
            holder = role_session(function.role, function.function_name)
            self._twin.gate.require(holder, Need("kms:Decrypt", function.kms_key_arn, facts))
        except RefusedError as error:
            raise CannotRunError(f"Lambda was unable to decrypt the environment variables: {error}") from error

    def _environment(self, function: Any, task: Path) -> dict[str, str]:
        self._require_variables(function)
        session = self._twin.credentials.of_role(function.role, "lambda.amazonaws.com", function.function_name)
        self._holds_until = session.expires.timestamp() if session.expires else math.inf
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "TMPDIR": str(self._folder / "tmp"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "LAMBDA_TASK_ROOT": str(task),
            "LAMBDA_RUNTIME_DIR": str(Path(__file__).parent),
            "AWS_LAMBDA_RUNTIME_API": self._api.address,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.run_time}",
            "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
            "AWS_LAMBDA_FUNCTION_VERSION": layout.version_of(function),
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": function.logs_group_name,
            "AWS_LAMBDA_LOG_STREAM_NAME": self.stream,
            **function.environment_vars,
            "_HANDLER": function.handler,
            "AWS_REGION": self._twin.region,
            "AWS_DEFAULT_REGION": self._twin.region,
            "AWS_ENDPOINT_URL": self._twin.endpoint,
            **session.environment(),
        }
