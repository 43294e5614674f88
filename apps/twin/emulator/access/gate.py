"""The gate that every request passes: it evaluates, records, and in `enforce` refuses."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from emulator.access.call import Call, Caller, Need, read_call
from emulator.access.necessity import Necessity
from emulator.access.services import UnmappedOperationError, action_of, needs_of, passed_roles
from emulator.access.store import Store
from emulator.access.usage import Usage
from emulator.iam.errors import PolicyError
from emulator.iam.evaluate import Decision, depends, evaluate
from emulator.iam.principals import ANONYMOUS, Principal
from emulator.iam.request import asked

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.iam")

MODES = ("observe", "enforce")
"""`observe` records what would be refused, `enforce` refuses it."""


class RefusedError(Exception):
    """A request that its principal may not make: the sentence of AWS, or of what cannot be decided on."""


class Gate:
    """Evaluates requests of one twin."""

    def __init__(self, twin: Twin, mode: str = "") -> None:
        """`mode` is of `MODES`; empty takes it from the environment (`TWIN_IAM`), where `enforce` is the default."""
        self.mode = mode or os.environ.get("TWIN_IAM", "") or "enforce"
        if self.mode not in MODES:
            raise ValueError(f"TWIN_IAM must be {' or '.join(MODES)}, got {self.mode}")
        self._twin = twin
        self._said: set[str] = set()
        self._lock = threading.Lock()
        self.store = Store(twin)
        self.usage = Usage()
        self.necessity = Necessity()

    def pass_request(self, caller: Caller, environ: dict[str, Any]) -> None:
        """Return if the request may go on; throws `RefusedError`. Who has not signed it is anonymous."""
        principal = self.store.principal(caller.access_key_id)
        call = read_call(self._twin, caller, environ)
        try:
            needs = needs_of(call)
        except UnmappedOperationError as error:
            if not self._is_decided_by_its_name(call, principal, caller):
                self._undecided(principal, error)
                return
            needs = [Need(action_of(call)), *passed_roles(call)]
        facts = {
            "aws:SourceIp": environ.get("REMOTE_ADDR", ""),
            "aws:UserAgent": environ.get("HTTP_USER_AGENT", ""),
            **self.store.facts(caller.access_key_id),
        }
        for need in needs:
            self._require(principal, need, facts, caller.access_key_id)

    def require(self, principal: Principal, *needs: Need) -> None:
        """The same for what an engine does as a principal and without a request; throws `RefusedError`."""
        for need in needs:
            self._require(principal, need, {}, "")

    def shows(self, access_key_id: str, need: Need) -> bool:
        """Whether a list may hold what would need this of the caller: what may not is left out, and not refused."""
        principal = self.store.principal(access_key_id)
        decision = self.decide(principal, need, self.store.facts(access_key_id), access_key_id)
        if decision.allowed and not self.store.is_administrator(principal):
            self.usage.add(decision)
        return decision.allowed or self.mode == "observe"

    def decide(
        self, principal: Principal, need: Need, facts: Mapping[str, str] | None = None, access_key_id: str = ""
    ) -> Decision:
        """The decision on a need, which is not refused here; throws `PolicyError`."""
        now = datetime.now(UTC)
        known = {
            "aws:CurrentTime": now.isoformat(timespec="seconds"),
            "aws:EpochTime": str(int(now.timestamp())),
            "aws:RequestedRegion": self._twin.region,
            "aws:ResourceAccount": self._twin.account,
            # the twin speaks plain HTTP on loopback and stands for TLS
            "aws:SecureTransport": "true",
            "s3:TlsVersion": "1.3",
        }
        request = asked(principal, need.action, need.resource, {**known, **(facts or {}), **need.facts})
        policies = self.store.policies(principal, need.action, need.resource, access_key_id)
        decision = evaluate(request, policies)
        if decision.allowed and not self.store.is_administrator(principal):
            self.necessity.add(decision, policies)
        return decision

    def _is_decided_by_its_name(self, call: Call, principal: Principal, caller: Caller) -> bool:
        """Whether an operation that is in no table has one answer on whatever resource it is."""
        if principal is ANONYMOUS or self.store.is_administrator(principal):
            return True
        if not call.operation.isalnum() or call.service in self.store.services_with_policies:
            return False
        action = action_of(call)
        try:
            return not depends(action, self.store.policies(principal, action, "*", caller.access_key_id))
        except PolicyError:
            return False

    def _require(self, principal: Principal, need: Need, facts: Mapping[str, str], access_key_id: str) -> None:
        try:
            decision = self.decide(principal, need, facts, access_key_id)
        except PolicyError as error:
            self._undecided(principal, error)
            return
        if not self.store.is_administrator(principal) or not decision.allowed:
            self.usage.add(decision)
        if not decision.allowed:
            self._refuse(decision.sentence)

    def _undecided(self, principal: Principal, error: Exception) -> None:
        self.usage.missing(principal.role_arn or principal.name, str(error))
        self._refuse(f"User: {principal.name}: {error}")

    def _refuse(self, sentence: str) -> None:
        with self._lock:
            is_new = sentence not in self._said
            self._said.add(sentence)
        if is_new:
            log.warning("%s%s", "" if self.mode == "enforce" else "would be refused: ", sentence)
        if self.mode == "enforce":
            raise RefusedError(sentence)
