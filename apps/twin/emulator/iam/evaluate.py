"""The decision: which policies allow a request, and which one keeps it out.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from emulator.iam.grants import Grant
from emulator.iam.policy import Kind, Policy
from emulator.iam.principals import Meant
from emulator.iam.request import Request


@dataclass(frozen=True)
class Policies:
    """All policies that bear on one request."""

    owner: str
    """The account of the resource, twelve digits."""
    identity: tuple[Policy, ...] = ()
    boundary: Policy | None = None
    session: tuple[Policy, ...] = ()
    """Policies of the session; none means that the session is not narrowed."""
    resource: Policy | None = None
    is_resource_decisive: bool = False
    """Whether identities get in only by the resource's own policy: KMS keys, and the trust of roles."""
    grants: tuple[Grant, ...] = ()
    """Of the KMS key that is the resource."""


@dataclass(frozen=True)
class Decision:
    """Whether a request may be done, and what said so."""

    request: Request
    allowed: bool
    because: str
    """`because no identity-based policy allows the s3:GetObject action`; empty if allowed."""
    statements: tuple[tuple[str, str], ...]
    """Names of policies and statements: those that allow, or the one that denies."""

    @property
    def sentence(self) -> str:
        """What AWS answers to a request that is not allowed."""
        asked = self.request
        on = f" on resource: {asked.resource}" if asked.resource != "*" else ""
        return f"User: {asked.principal.name} is not authorized to perform: {asked.action}{on} {self.because}"


def depends(action: str, policies: Policies) -> bool:
    """Whether a decision on the action can turn on its resource or circumstances; else `*` decides for all."""
    return any(statement.depends(action) for policy in _every(policies) for statement in policy.statements)


def evaluate(request: Request, policies: Policies) -> Decision:
    """Decide on a request. Policies were read before, so that nothing here throws."""
    everything = _every(policies)
    for policy in everything:
        for statement in policy.statements:
            if not statement.allows and statement.means(request):
                because = f"with an explicit deny in a{'n' * (policy.kind is Kind.IDENTITY)} {policy.kind.value}"
                return Decision(request, False, because, ((policy.name, statement.name),))
    lacking = _lacking(request, policies)
    if lacking is None:
        return Decision(request, True, "", tuple(_allowing(request, everything)))
    return Decision(request, False, f"because no {lacking.value} allows the {request.action} action", ())


def _lacking(request: Request, policies: Policies) -> Kind | None:
    """The kind of policy whose permission is missing; `None` if the request is allowed."""
    principal, own = request.principal, policies.resource
    meant = _closest(request, own)
    resource_kind = own.kind if own else Kind.RESOURCE
    if not principal.account:
        return None if meant is Meant.ITSELF else resource_kind
    limits = _limits(request, policies)
    if principal.account != policies.owner:
        if not _allows(request, policies.identity):
            return Kind.IDENTITY
        return resource_kind if meant is Meant.NOT else limits
    if meant is Meant.ITSELF:
        return None
    if meant is Meant.ROLE or any(grant.permits(request) for grant in policies.grants):
        return limits
    if policies.is_resource_decisive and meant is Meant.NOT:
        return resource_kind
    if principal.kind == "Account" or _allows(request, policies.identity):
        return limits
    return Kind.IDENTITY


def _limits(request: Request, policies: Policies) -> Kind | None:
    """What narrows the principal's permissions and does not allow this one."""
    if policies.boundary and not _allows(request, (policies.boundary,)):
        return Kind.BOUNDARY
    return Kind.SESSION if policies.session and not _allows(request, policies.session) else None


def _closest(request: Request, policy: Policy | None) -> Meant:
    if policy is None:
        return Meant.NOT
    return max((each.means(request) for each in policy.statements if each.allows), default=Meant.NOT)


def _allows(request: Request, policies: tuple[Policy, ...]) -> bool:
    return any(each.allows and each.means(request) for policy in policies for each in policy.statements)


def _allowing(request: Request, policies: list[Policy]) -> Iterator[tuple[str, str]]:
    for policy in policies:
        for statement in policy.statements:
            if statement.allows and statement.means(request):
                yield policy.name, statement.name


def _every(policies: Policies) -> list[Policy]:
    return [*policies.identity, *_present(policies.boundary), *policies.session, *_present(policies.resource)]


def _present(policy: Policy | None) -> tuple[Policy, ...]:
    return (policy,) if policy else ()
