"""What engines share, and the convention by which they plug in.

An engine is a module of `emulator.engines` that is named in `emulator.engines.ENGINES` and has one function:

    def install(twin: Twin) -> None

`install` is called once, before the server listens, in the order of that list. In it an engine

- replaces or adds operations of moto's classes (`emulator.operations.operation`, or plain assignment to a class);
- offers what other engines call by assigning a member of `twin` that is declared below
  (`twin.put_event = bus.put_event`); nobody imports another engine;
- registers with `twin.control`: `route` (a `/_twin/…` request), `status` (a part of `/_twin/status`) and `busy`
  (how many things it has under way, for `/_twin/idle`);
- starts processes by `twin.processes.start` only, so that none outlives the emulator;
- offers the faults that can befall it by `twin.faults.offer`;
- runs background work by `twin.background.submit` only, so that `/_twin/idle` knows of it, and what AWS has accepted
  and may not lose by `twin.outbox`;
- keeps what must outlive the process in moto's stores or in files, and registers `twin.on_recover(function)` for what
  must go on when it did;
- registers `twin.on_stop(function)` for what must end in order.

A member that no engine offers raises `MissingEngineError` when it is called: nothing is skipped in silence.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulator.access.gate import Gate
from emulator.background import Background
from emulator.control import Control
from emulator.credentials import Credentials
from emulator.faults import Faults
from emulator.identity_tokens import IdentityTokens
from emulator.outbox import Outbox
from emulator.processes import Processes

if TYPE_CHECKING:
    from emulator.durable.snapshots import Snapshots

log = logging.getLogger("twin")


class MissingEngineError(RuntimeError):
    """An engine called something that no installed engine offers."""


def _missing(name: str) -> Callable[..., Any]:
    def call(*_args: object, **_kwargs: object) -> Any:
        raise MissingEngineError(f"twin.{name} is offered by no engine: add the engine to emulator.engines.ENGINES")

    return call


@dataclass
class Twin:
    """One emulator: where it listens, where its state lies, and what its engines offer each other."""

    port: int
    """Port on 127.0.0.1."""
    state: Path
    """Absolute folder of everything that the emulator writes; `logs/` and `work/` exist in it."""
    account: str
    """The twelve digits of the only account."""
    region: str
    """The only region whose engines run."""
    processes: Processes
    background: Background
    control: Control = field(default_factory=Control)

    invoke_async: Callable[[str, dict[str, Any]], None] = field(default=_missing("invoke_async"))
    """`(function_arn, event)`: an asynchronous invocation: queued, twice retried, then its dead-letter target."""
    put_event: Callable[[str, str, dict[str, Any], list[str]], None] = field(default=_missing("put_event"))
    """`(source, detail_type, detail, resources)`: an AWS service's event on the default bus."""

    find_query: Callable[[str], Any] = field(default=_missing("find_query"))
    """`(query_execution_id)`: Athena's execution, with its `order.workgroup` and `output`; `None` if there is none."""

    def __post_init__(self) -> None:
        self.gate = Gate(self)
        self.credentials = Credentials(self)
        self.faults = Faults(self.control)
        self.identity_tokens = IdentityTokens(self.control)
        self.outbox = Outbox(self.state / "outbox", self.background)
        self.snapshots: Snapshots | None = None
        self._stoppers: list[Callable[[], None]] = []
        self._recoverers: list[Callable[[], None]] = []

    @property
    def endpoint(self) -> str:
        """The address of every AWS service, as `AWS_ENDPOINT_URL` wants it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def work(self) -> Path:
        """Where engines unpack and scratch; emptied by whoever removes the state folder."""
        return self.state / "work"

    @property
    def logs(self) -> Path:
        """Where log files lie."""
        return self.state / "logs"

    def queue_url(self, queue_arn: str) -> str:
        """The address of a queue, for who knows its ARN; a service that sends to it needs no permission to ask."""
        return f"{self.endpoint}/{self.account}/{queue_arn.rsplit(':', 1)[-1]}"

    def backend(self, service: str) -> Any:
        """Moto's own store of a service (`glue`, `lambda`, `s3`, …) for this account and region."""
        from moto.backends import get_backend

        regions = get_backend(service)[self.account]
        return regions[self.region] if self.region in regions else regions["aws"]

    def client(self, service: str, role_arn: str | None = None, trusted: str = "") -> Any:
        """A boto3 client of this emulator.

        With `role_arn` it has credentials of that applied role, assumed by the service principal `trusted`
        (`glue.amazonaws.com`); without it, the emulator's own, which are bound by no policy.
        """
        import boto3
        from botocore.config import Config

        session = self.credentials.of_role(role_arn, trusted) if role_arn else self.credentials.own
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=self.region,
            aws_access_key_id=session.access_key_id,
            aws_secret_access_key=session.secret_access_key,
            aws_session_token=session.session_token,
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )

    def on_recover(self, recoverer: Callable[[], None]) -> None:
        """Have `recoverer` called when moto's stores hold what another process left behind; the first comes first."""
        self._recoverers.append(recoverer)

    def recover(self) -> None:
        """Go on where a process that was killed ended."""
        for recoverer in self._recoverers:
            recoverer()
        self.outbox.recover()

    def on_stop(self, stopper: Callable[[], None]) -> None:
        """Have `stopper` called at shutdown; the last registered goes first."""
        self._stoppers.append(stopper)

    def stop(self) -> None:
        """End background work, engines and processes. Each is tried even if another fails, and failures are logged."""
        for stopper in [self.processes.stop_all, *self._stoppers, self.background.stop][::-1]:
            try:
                stopper()
            except Exception:
                log.exception("while stopping %r", stopper)
