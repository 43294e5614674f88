"""Faults by order, `POST /_twin/fault?kind=…`: an engine's process or memory ends, now or when a step writes.

An engine offers the kinds that can befall it. A step is the last part of a role's name (`curate`, `survey-parser`): its
moment is its n-th request that changes something in S3, before that request is answered.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator.control import Control, ControlError

log = logging.getLogger("twin.faults")

Strike = Callable[[str], str]
"""Takes the step, or nothing for whatever is at work; answers what it ended. Throws `NothingToStrikeError`."""
_CHANGES = frozenset({"PUT", "POST", "DELETE"})


class NothingToStrikeError(Exception):
    """Nothing of that kind is at work: a sentence."""


@dataclass
class Fault:
    """One order and what became of it."""

    kind: str
    step: str
    left: int
    """Writes of the step until it strikes; 0 when it has."""
    struck: str = ""

    def row(self) -> dict[str, Any]:
        """For the status."""
        state = self.struck or f"before write {self.left} from now of {self.step}"
        return {"fault": self.kind, "state": "struck" if self.struck else "waits", "what": state}


class Faults:
    """The kinds on offer, and what was ordered."""

    def __init__(self, control: Control) -> None:
        self._kinds: dict[str, Strike] = {"twin": _end_emulator}
        self._ordered: list[Fault] = []
        self._armed: list[Fault] = []
        self._lock = threading.Lock()
        control.route("POST", "fault", self._order)
        control.status("faults", lambda: [fault.row() for fault in self._ordered])

    def offer(self, kind: str, strike: Strike) -> None:
        """Have `strike` called for faults of that kind."""
        self._kinds[kind] = strike

    @property
    def armed(self) -> bool:
        """Whether a fault waits for its step: who asks at every request asks this first."""
        return bool(self._armed)

    def passing(self, role: str, service: str, method: str) -> None:
        """A request of a role is about to be served: strike if it is the moment of a fault."""
        if service != "s3" or method not in _CHANGES:
            return
        with self._lock:
            mine = [fault for fault in self._armed if role.endswith(f"-{fault.step}")]
            for fault in mine:
                fault.left -= 1
            due = [fault for fault in mine if fault.left <= 0]
            self._armed = [fault for fault in self._armed if fault not in due]
        for fault in due:
            try:
                self._strike(fault)
            except NothingToStrikeError as error:
                fault.struck = f"nothing: {error}"

    def _order(self, query: dict[str, str]) -> dict[str, Any]:
        kind, step, write = query.get("kind", ""), query.get("step", ""), query.get("write", "1")
        if kind not in self._kinds:
            raise ControlError(400, f"kind must be one of {', '.join(sorted(self._kinds))}, got '{kind}'")
        if not write.isdecimal() or int(write) < 1:
            raise ControlError(400, f"write must be a whole number from 1, got '{write}'")
        fault = Fault(kind, step, int(write) if step else 0)
        if step:
            with self._lock:
                self._ordered.append(fault)
                self._armed.append(fault)
            return fault.row()
        try:
            self._strike(fault)
        except NothingToStrikeError as error:
            raise ControlError(409, str(error)) from None
        self._ordered.append(fault)
        return fault.row()

    def _strike(self, fault: Fault) -> None:
        fault.struck = self._kinds[fault.kind](fault.step)
        log.warning("fault %s: %s", fault.kind, fault.struck)


def _end_emulator(_step: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "the emulator"
