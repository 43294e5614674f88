"""One emulator process for all tests of a module that asks for `emulator`, and small builders."""

from __future__ import annotations

import atexit
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from emulator.ports import hold_port

ACCOUNT = "123456789012"
REGION = "ap-northeast-1"
TWIN = Path(__file__).resolve().parent.parent
ADMINISTRATOR = {"AccessKeyId": "twin-administrator", "SecretAccessKey": "twin"}
PATIENCE_SECONDS = 240
"""For whatever a test waits for. A machine may be slow or busy; only a failure takes so long."""


@dataclass
class Emulator:
    """A running emulator and what a test asks of it."""

    process: subprocess.Popen[bytes]
    port: int
    state: Path

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, service: str, session: Mapping[str, str] | None = None, **settings: Any) -> Any:
        """A client of the administrator, or of the credentials that STS gave."""
        given = session or ADMINISTRATOR
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given.get("SessionToken"),
            config=Config(**settings),
        )

    def post(self, service: str, target: str, asked: Mapping[str, Any], version: str = "1.1") -> bytes:
        """The administrator's request of JSON, answered as other clients than boto get it."""
        headers = {"Content-Type": f"application/x-amz-json-{version}", "X-Amz-Target": target}
        request = AWSRequest("POST", f"{self.endpoint}/", headers, json.dumps(asked).encode())
        SigV4Auth(Credentials(*ADMINISTRATOR.values()), service, REGION).add_auth(request)
        sent = urllib.request.Request(request.url, request.data, dict(request.headers.items()))
        with urllib.request.urlopen(sent, timeout=PATIENCE_SECONDS) as answer:
            return answer.read()

    def control(self, path: str, method: str = "GET", body: Mapping[str, Any] | None = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/_twin/{path}", content, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            return json.load(response)

    def wait_idle(self) -> None:
        eventually(lambda: self.control("idle")["idle"])

    def role(self, name: str, service: str, *, kind: str = "Service") -> str:
        """A role that may do everything: what roles may not do is tested in `test_authorize.py`.

        It is for a service or, of the kind `AWS`, for an account.
        """
        trust = {"Effect": "Allow", "Principal": {kind: service}, "Action": "sts:AssumeRole"}
        everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        iam = self.client("iam")
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
        iam.put_role_policy(RoleName=name, PolicyName="everything", PolicyDocument=document(everything))
        return arn

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """After everything is saved."""
        self.control("save", "POST")
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)


def start(state: Path, port: int = 0) -> Emulator:
    """Start an emulator, on a free port unless told, and wait until it is ready. It does not outlive the tests."""
    port = port or held_port()
    command = [sys.executable, "-m", "emulator", "--port", str(port), "--state", str(state)]
    # who tests jobs asks for spare workers; warming them up would take the processor from everybody else
    environment = {"TWIN_GLUE_SPARES": "0", **os.environ, "PYTHONPATH": str(TWIN)}
    process = subprocess.Popen([*command, "--account", ACCOUNT, "--region", REGION], cwd=TWIN, env=environment)
    atexit.register(process.kill)
    emulator = Emulator(process, port, state)

    def healthy() -> bool:
        assert process.poll() is None, (state / "logs" / "emulator.log").read_text()
        try:
            return emulator.control("health")["healthy"]
        except OSError:
            return False

    eventually(healthy)
    return emulator


_HELD: list[socket.socket] = []


def held_port() -> int:
    """A port of the loopback that nobody else is given while the tests run; who knows its number may listen on it."""
    holder = hold_port()
    _HELD.append(holder)
    return holder.getsockname()[1]


def eventually(condition: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> Any:
    """The first true value of `condition`; fails when there is none in time."""
    limit = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < limit, "what was waited for did not happen"
        time.sleep(0.05)
    return value


def error_of(call: Callable[..., Any], **asked: Any) -> tuple[int, str, str]:
    """HTTP status, code and sentence of the error that a client's call must end with."""
    with pytest.raises(ClientError) as caught:
        call(**asked)
    told = caught.value.response
    return told["ResponseMetadata"]["HTTPStatusCode"], told["Error"]["Code"], told["Error"]["Message"]


def refused(call: Callable[[], Any], code: str, sentence: str) -> None:
    """Assert that a client's call ends with an error of that code, whose sentence holds this one."""
    _, found, told = error_of(call)
    assert (found, sentence in told) == (code, True), told


def document(*statements: Mapping[str, Any]) -> str:
    """The text of a policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def zipped(files: dict[str, str]) -> bytes:
    """A zip of texts by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def one_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The fixture `emulator`, of whatever scope."""
    running = start(tmp_path_factory.mktemp("state"))
    yield running
    running.stop()


emulator = pytest.fixture(scope="module", name="emulator")(one_emulator)
