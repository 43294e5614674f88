"""Whether roles need each of their statements: a run's requests, decided again with one statement taken out."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from emulator.access.store import Store
from emulator.iam.errors import PolicyError
from emulator.iam.evaluate import Decision, Policies, evaluate
from emulator.iam.policy import Policy, Statement
from emulator.iam.request import Request

Name = tuple[str, str]
"""Of a policy and of its statement."""


class Necessity:
    """Keeps what was allowed, one request of each principal, action and set of statements that allowed it.

    Requests that the same statements allow stand or fall together, so that one of them is enough.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[tuple[Any, ...], Decision] = {}

    def add(self, decision: Decision) -> None:
        """A decision that allowed a request."""
        principal = decision.request.principal
        kind = (principal.role_arn or principal.name, decision.request.action, frozenset(decision.statements))
        with self._lock:
            self._requests.setdefault(kind, decision)

    def report(self, store: Store) -> dict[str, dict[str, str]]:
        """By role and statement, the sentence that the run would have met without it; empty if it would have met none.

        Statements of the role's own policies are called `grants/ReadRaw`, those of its trust policy `trust/…`.
        """
        with self._lock:
            decisions = list(self._requests.values())
        users: dict[Name, list[Request]] = defaultdict(list)
        for decision in decisions:
            for name in decision.statements:
                users[name].append(decision.request)
        return {role.name: _of_role(store, role, users) for role in sorted(store.roles(), key=lambda each: each.name)}


def _of_role(store: Store, role: Any, users: dict[Name, list[Request]]) -> dict[str, str]:
    try:
        policies = [(policy, policy.name.split("/", 1)[1]) for policy in store.identity_policies(role)]
        policies += [(policy, "trust") for policy in [store.trust_policy(role)] if policy]
    except PolicyError as error:
        return {str(error): ""}  # every request of the role is refused for that
    return {
        f"{label}/{statement.name}": _first_refusal(store, users[policy.name, statement.name], policy, statement)
        for policy, label in policies
        for statement in policy.statements
        if statement.allows
    }


def _first_refusal(store: Store, requests: Iterable[Request], policy: Policy, statement: Statement) -> str:
    for request in requests:
        bearing = store.policies(request.principal, request.action, request.resource)
        if evaluate(request, bearing).allowed:
            decision = evaluate(request, _without(bearing, policy.name, statement.name))
            if not decision.allowed:
                return decision.sentence
    return ""


def _without(policies: Policies, policy: str, statement: str) -> Policies:
    """The policies with one statement taken out."""

    def rest(each: Policy) -> Policy:
        if each.name != policy:
            return each
        return replace(each, statements=tuple(one for one in each.statements if one.name != statement))

    return replace(
        policies,
        identity=tuple(map(rest, policies.identity)),
        resource=rest(policies.resource) if policies.resource else None,
    )
