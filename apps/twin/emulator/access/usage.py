"""Who used which permission: actions and resources of each principal, and the statements that nobody needed."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

from emulator.access.store import Store
from emulator.iam.errors import PolicyError
from emulator.iam.evaluate import Decision

_MOST = 2000
"""Kept lines of each kind; further ones are counted together."""
_REST = ("…", "…", "…", "…")


class Usage:
    """Counts decisions. Of S3's objects the folder is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: Counter[tuple[str, ...]] = Counter()
        self._refused: Counter[tuple[str, ...]] = Counter()
        self._unmapped: Counter[tuple[str, ...]] = Counter()
        self._statements: set[tuple[str, str]] = set()

    def add(self, decision: Decision) -> None:
        """A decision on a request of a role or user, or of a service."""
        request = decision.request
        who = request.principal.role_arn or request.principal.name
        line = (who, request.action, _folder(request.resource))
        with self._lock:
            if decision.allowed:
                _count(self._used, line)
                self._statements.update(decision.statements)
            else:
                _count(self._refused, (*line, decision.because))

    def missing(self, who: str, sentence: str) -> None:
        """A request that cannot be decided on, and why: an operation in no table, a policy that cannot be read."""
        with self._lock:
            _count(self._unmapped, (who, sentence))

    def report(self, store: Store, mode: str) -> dict[str, Any]:
        """The answer of `GET /_twin/permissions`."""
        with self._lock:
            used, refused = sorted(self._used.items()), sorted(self._refused.items())
            unmapped, statements = sorted(self._unmapped.items()), set(self._statements)
        return {
            "mode": mode,
            "refused": [
                dict(zip(("principal", "action", "resource", "because"), line, strict=True), count=count)
                for line, count in refused
            ],
            "undecided": [
                dict(zip(("principal", "sentence"), line, strict=False), count=count) for line, count in unmapped
            ],
            "never_used": _never_used(store, statements),
            "used": [
                dict(zip(("principal", "action", "resource"), line, strict=False), count=count) for line, count in used
            ],
        }


def _never_used(store: Store, used: set[tuple[str, str]]) -> dict[str, list[str]]:
    """By role: names of policies' statements that allow and were not needed."""
    unused = {role.name: _unused(store, role, used) for role in store.roles() if role.policies}
    return {name: statements for name, statements in sorted(unused.items()) if statements}


def _unused(store: Store, role: Any, used: set[tuple[str, str]]) -> list[str]:
    try:
        return [
            f"{policy.name.split('/', 1)[1]}/{statement.name}"
            for policy in store.identity_policies(role)
            for statement in policy.statements
            if statement.allows and (policy.name, statement.name) not in used
        ]
    except PolicyError as error:
        return [str(error)]


def _count(counter: Counter[tuple[str, ...]], line: tuple[str, ...]) -> None:
    counter[line if line in counter or len(counter) < _MOST else _REST[: len(line)]] += 1


def _folder(resource: str) -> str:
    if not resource.startswith("arn:aws:s3:::") or "/" not in resource:
        return resource
    return f"{resource.rpartition('/')[0]}/*"
