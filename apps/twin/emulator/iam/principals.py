"""Who asks, and whom a statement means.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from emulator.iam.errors import PolicyError

_ACCOUNT = re.compile(r"(?:arn:aws:iam::)?(?P<account>\d{12})(?::root)?")
_NAMED = re.compile(r"arn:aws:(?:iam|sts)::(?:\d{12}|cloudfront|aws):(?:user|role|assumed-role|federated-user)/[^*?]+")
_UNIQUE_ID = re.compile(r"A[A-Z]{3}[A-Z0-9]{12,}")
_KINDS = ("AWS", "Service", "Federated")


class Meant(IntEnum):
    """How closely a statement means a principal; more is closer."""

    NOT = 0
    ACCOUNT = 1
    """By its account: the account may hand the permission on by its own policies."""
    ROLE = 2
    """By the role of the session."""
    ITSELF = 3
    """By name, or as everyone is."""


@dataclass(frozen=True)
class Principal:
    """Who asks. Make one by the functions below."""

    kind: str
    """`AssumedRole`, `User`, `Account`, `Service`, `FederatedUser` or `Anonymous`, as `aws:PrincipalType` has it."""
    name: str
    """What an error calls it: the ARN of a session, user or account; a service's or identity provider's name."""
    account: str = ""
    """Twelve digits; empty for services, identity providers and anonymous callers."""
    role_arn: str = ""
    """Of a role's session: the role."""
    user_id: str = ""
    """`aws:userid`."""

    @property
    def arn(self) -> str:
        """`aws:PrincipalArn`: of a session the role's; empty for what has none."""
        return self.role_arn or (self.name if self.name.startswith("arn:") else "")

    @property
    def chain(self) -> tuple[str, ...]:
        """Every name that a statement may have for it, but `*`."""
        name = "" if self.kind == "Account" else self.name
        return tuple(each for each in (name, self.role_arn, self.account) if each)


def role_session(role_arn: str, session: str = "session", user_id: str = "") -> Principal:
    """A session of a role."""
    _, _, _, _, account, resource = role_arn.split(":", 5)
    name = f"arn:aws:sts::{account}:assumed-role/{resource.rsplit('/', 1)[-1]}/{session}"
    return Principal("AssumedRole", name, account, role_arn, user_id)


def user(arn: str, user_id: str = "") -> Principal:
    """An IAM user."""
    return Principal("User", arn, arn.split(":")[4], user_id=user_id)


def root(account: str) -> Principal:
    """The root user of an account."""
    return Principal("Account", f"arn:aws:iam::{account}:root", account)


def service(name: str) -> Principal:
    """An AWS service that acts by itself: `s3.amazonaws.com`."""
    return Principal("Service", name)


def federated(provider: str) -> Principal:
    """Somebody whom an identity provider, given by its ARN or domain, vouches for."""
    return Principal("FederatedUser", provider)


ANONYMOUS = Principal("Anonymous", "anonymous")
"""Somebody who signed nothing."""


class Grantees:
    """The Principal or NotPrincipal element of a statement."""

    def __init__(self, element: Any, *, is_negated: bool = False) -> None:
        self._is_negated = is_negated
        self._is_everyone, self._named = _read(element)
        if is_negated and self._is_everyone:
            raise PolicyError("NotPrincipal cannot be everyone")

    def mean(self, principal: Principal, *, denying: bool) -> Meant:
        """How closely the statement means the principal."""
        if self._is_negated:
            return self._all_but(principal, denying)
        if self._is_everyone or principal.name in self._named:
            return Meant.ITSELF
        if principal.role_arn in self._named and principal.role_arn:
            return Meant.ROLE
        if principal.account in self._named and principal.account:
            return Meant.ACCOUNT
        return Meant.NOT

    def _all_but(self, principal: Principal, denying: bool) -> Meant:
        # who shall be spared by a Deny must be listed by every name: session, role and account
        named = [each in self._named for each in principal.chain]
        spared = all(named) if denying else any(named)
        return Meant.NOT if spared else Meant.ITSELF


def _read(element: Any) -> tuple[bool, frozenset[str]]:
    if element == "*":
        return True, frozenset()
    if not isinstance(element, dict):
        raise PolicyError(f"Principal must be * or a map, got {element!r}")
    named: set[str] = set()
    is_everyone = False
    for kind, names in element.items():
        if kind not in _KINDS:
            raise PolicyError(f"principal kind {kind} is not known: add it to {__name__}")
        for name in names if isinstance(names, list) else [names]:
            is_everyone |= name == "*"
            named.add(_aws(name) if kind == "AWS" else name)
    return is_everyone, frozenset(named)


def _aws(name: str) -> str:
    if account := _ACCOUNT.fullmatch(name):
        return account["account"]
    if name == "*" or _NAMED.fullmatch(name) or _UNIQUE_ID.fullmatch(name):
        return name
    raise PolicyError(f"principal {name} is none: an account, an ARN of a user, role or session, or *")
