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

Name = tuple[str, str]
"""Of a policy and of its statement."""
Allowed = tuple[Decision, Policies]
"""And by which policies."""


class Necessity:
    """Keeps what was allowed, one request of each principal, action and set of statements that allowed it.

    Requests that the same statements allow stand or fall together, so that one of them is enough. People come and go:
    what one who is gone was allowed is decided by the policies that were theirs then.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[tuple[Any, ...], Allowed] = {}

    def add(self, decision: Decision, policies: Policies) -> None:
        """A decision that allowed a request, by these policies."""
        principal = decision.request.principal
        kind = (principal.role_arn or principal.name, decision.request.action, frozenset(decision.statements))
        with self._lock:
            self._requests.setdefault(kind, (decision, policies))

    def report(self, store: Store, holders: list[Any]) -> dict[str, dict[str, str]]:
        """By holder and statement, the sentence that the run would have met without it; empty if there is none.

        Holders are roles or groups of users. Statements of their policies are called `grants/ReadRaw`, those of a
        role's trust policy `trust/…`.
        """
        with self._lock:
            allowed = list(self._requests.values())
        users: dict[Name, list[Allowed]] = defaultdict(list)
        for decision, policies in allowed:
            for name in decision.statements:
                users[name].append((decision, policies))
        return {each.name: _of(store, each, users) for each in sorted(holders, key=lambda each: each.name)}


def _of(store: Store, holder: Any, users: dict[Name, list[Allowed]]) -> dict[str, str]:
    try:
        policies = [(policy, policy.name.split("/", 1)[1]) for policy in store.identity_policies(holder)]
        policies += [(policy, "trust") for policy in [store.trust_policy(holder)] if policy]
    except PolicyError as error:
        return {str(error): ""}  # every request of the holder is refused for that
    return {
        f"{label}/{statement.name}": _first_refusal(store, users[policy.name, statement.name], policy, statement)
        for policy, label in policies
        for statement in policy.statements
        if statement.allows
    }


def _first_refusal(store: Store, allowed: Iterable[Allowed], policy: Policy, statement: Statement) -> str:
    for each, then in allowed:
        request = each.request
        bearing = store.policies(request.principal, request.action, request.resource)
        if not store.knows(request.principal):
            bearing = replace(bearing, identity=then.identity, boundary=then.boundary)
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
