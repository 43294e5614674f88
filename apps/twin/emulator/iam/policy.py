"""Policies, read into statements. A document is read once: the same text gives the same policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from emulator.iam.conditions import Condition, parse_conditions
from emulator.iam.errors import PolicyError
from emulator.iam.patterns import Patterns
from emulator.iam.principals import Grantees, Meant
from emulator.iam.request import Request

_VERSIONS = {"2012-10-17": True, "2008-10-17": False}
"""Of the policy language, and whether `${…}` is a variable in it."""
_DOCUMENT = {"Version", "Id", "Statement"}
_STATEMENT = {
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"),
}
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")


class Kind(Enum):
    """What a policy hangs on, which says what its statements must have. The value is the word in an error."""

    IDENTITY = "identity-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    RESOURCE = "resource-based policy"
    TRUST = "role trust policy"

    @property
    def names_principals(self) -> bool:
        """Whether its statements say whom they mean."""
        return self in (Kind.RESOURCE, Kind.TRUST)


@dataclass(frozen=True, eq=False)
class Statement:
    """One statement. `eq=False`: a statement is itself, however like another."""

    name: str
    """Its Sid, or `#1` and so on in the order of the policy."""
    allows: bool
    actions: Patterns
    is_not_action: bool
    resources: Patterns | None
    is_not_resource: bool
    grantees: Grantees | None
    conditions: tuple[Condition, ...]

    def depends(self, action: str) -> bool:
        """Whether it is about the action and says on which resources or under which circumstances."""
        if self.actions.match(action, {}) is self.is_not_action:
            return False
        is_on_everything = self.resources is not None and self.resources.is_everything and not self.is_not_resource
        return bool(self.conditions) or not is_on_everything

    def means(self, request: Request) -> Meant:
        """Whether it is about the request, and how closely it means its principal."""
        context = request.context
        if self.actions.match(request.action, context) is self.is_not_action:
            return Meant.NOT
        if self.resources and self.resources.match(request.resource, context) is self.is_not_resource:
            return Meant.NOT
        meant = self.grantees.mean(request.principal, denying=not self.allows) if self.grantees else Meant.ITSELF
        return meant if meant and all(condition.holds(context) for condition in self.conditions) else Meant.NOT


@dataclass(frozen=True)
class Policy:
    """A policy of one resource or principal: where it hangs, and its statements."""

    name: str
    """For reports: `mall-dev-pipeline-extract/grants`, a bucket's ARN."""
    kind: Kind
    statements: tuple[Statement, ...]


def policy(name: str, kind: Kind, document: str | dict[str, Any]) -> Policy:
    """Read a document; throws `PolicyError`, which names the policy and what is wrong with it."""
    text = document if isinstance(document, str) else json.dumps(document)
    try:
        return Policy(name, kind, parse(text, kind))
    except PolicyError as error:
        raise PolicyError(f"{kind.value} {name}: {error}") from None


@lru_cache(maxsize=2048)
def parse(text: str, kind: Kind) -> tuple[Statement, ...]:
    """The statements of a JSON document; throws `PolicyError`."""
    try:
        document = json.loads(text)
    except ValueError:
        raise PolicyError("the document is no JSON") from None
    if not isinstance(document, dict):
        raise PolicyError("the document is no JSON object")
    _require_known(document, _DOCUMENT, "policy element")
    version = document.get("Version", "2008-10-17")
    if version not in _VERSIONS:
        raise PolicyError(f"policy version {version} is not known")
    statements = _listed(document.get("Statement", []))
    if not statements:
        raise PolicyError("the document has no Statement")
    return tuple(_statement(each, number, kind, _VERSIONS[version]) for number, each in enumerate(statements, 1))


def _statement(element: Any, number: int, kind: Kind, has_variables: bool) -> Statement:
    if not isinstance(element, dict):
        raise PolicyError(f"statement #{number} is no JSON object")
    _require_known(element, _STATEMENT, "statement element")
    name = element.get("Sid") or f"#{number}"
    if element.get("Effect") not in ("Allow", "Deny"):
        raise PolicyError(f"statement {name}: Effect must be Allow or Deny, got {element.get('Effect')}")
    action, is_not_action = _one_of(element, "Action", "NotAction", name)
    for each in action:
        if not isinstance(each, str) or not _ACTION.fullmatch(each):
            raise PolicyError(f"statement {name}: {each} is no action")
    resources, is_not_resource = _resources(element, kind, name)
    return Statement(
        name=name,
        allows=element["Effect"] == "Allow",
        actions=Patterns(action, ignore_case=True, has_variables=False),
        is_not_action=is_not_action,
        resources=Patterns(resources, has_variables=has_variables) if resources else None,
        is_not_resource=is_not_resource,
        grantees=_grantees(element, kind, name),
        conditions=parse_conditions(element.get("Condition", {}), has_variables),
    )


def _resources(element: dict[str, Any], kind: Kind, name: str) -> tuple[list[str], bool]:
    if kind is Kind.TRUST:
        if element.keys() & {"Resource", "NotResource"}:
            raise PolicyError(f"statement {name}: a trust policy's resource is its role: it names none")
        return [], False
    resources, is_negated = _one_of(element, "Resource", "NotResource", name)
    for each in resources:
        if not isinstance(each, str) or not (each.startswith("arn:") or each.startswith("*")):
            raise PolicyError(f"statement {name}: {each} is no ARN, nor *")
    return resources, is_negated


def _grantees(element: dict[str, Any], kind: Kind, name: str) -> Grantees | None:
    if not kind.names_principals:
        if element.keys() & {"Principal", "NotPrincipal"}:
            raise PolicyError(f"statement {name}: Principal has no place in this kind of policy")
        return None
    if ("Principal" in element) == ("NotPrincipal" in element):
        raise PolicyError(f"statement {name}: must have one of Principal and NotPrincipal")
    if "NotPrincipal" in element and kind is Kind.TRUST:
        raise PolicyError(f"statement {name}: NotPrincipal has no place in a trust policy")
    is_negated = "NotPrincipal" in element
    return Grantees(element["NotPrincipal" if is_negated else "Principal"], is_negated=is_negated)


def _one_of(element: dict[str, Any], name: str, negated: str, statement: str) -> tuple[list[Any], bool]:
    if (name in element) == (negated in element):
        raise PolicyError(f"statement {statement}: must have one of {name} and {negated}")
    return _listed(element[name if name in element else negated]), negated in element


def _require_known(element: dict[str, Any], known: set[str], what: str) -> None:
    if unknown := element.keys() - known:
        raise PolicyError(f"{what} {sorted(unknown)[0]} is not known")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
