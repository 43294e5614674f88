"""What moto keeps that bears on permissions: who a key belongs to, and the policies of identities and resources."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from emulator.iam.evaluate import Policies
from emulator.iam.grants import Grant
from emulator.iam.policy import Kind, Policy, policy
from emulator.iam.principals import ANONYMOUS, Principal, role_session, user
from emulator.second_factor import session_of

if TYPE_CHECKING:
    from emulator.twin import Twin

_EVERYTHING = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'


ADMINISTRATOR, OWN = "twin-administrator", "AKIATWINEMULATORITSELF"
"""The access keys of who sets the twin up, and of the emulator itself: neither is of the form of those of AWS."""


class UnknownKeyError(LookupError):
    """An access key that AWS has not made, or has taken back."""


class Store:
    """Reads moto's backends. Documents are read once a text, so that asking again costs little."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._administrator = user(f"arn:aws:iam::{twin.account}:user/administrator", "AIDATWINADMINISTRATOR")
        self._own_policies: dict[str, Callable[[str], str | None]] = {
            "s3": self._bucket,
            "kms": self._key,
            "sqs": self._queue,
            "sns": self._topic,
            "lambda": self._function,
            "secretsmanager": self._secret,
            "iam": self._trust,
        }

    def principal(self, access_key_id: str) -> Principal:
        """Whose key it is: a role's session, an IAM user, or the administrator who sets the twin up.

        An empty one is nobody's. Throws `UnknownKeyError`.
        """
        if not access_key_id:
            return ANONYMOUS
        if access_key_id in (ADMINISTRATOR, OWN):
            return self._administrator
        session = self.session(access_key_id)
        if session is not None:
            return role_session(session.role_arn, session.session_name, session.user_id)
        opened = session_of(self._iam, access_key_id)
        owner = opened.user if opened else next(filter(_holds(access_key_id), self._iam.users.values()), None)
        if owner is None:
            raise UnknownKeyError(access_key_id)
        return user(owner.arn, owner.id)

    @property
    def services_with_policies(self) -> set[str]:
        """Signing names of the services whose resources have policies of their own."""
        return {*self._own_policies} - {"iam"}

    def is_administrator(self, principal: Principal) -> bool:
        """Whether it is the one who sets the twin up."""
        return principal is self._administrator

    def knows(self, principal: Principal) -> bool:
        """Whether there still is such a role or user; who is neither needs no entry."""
        return principal.kind not in ("AssumedRole", "User") or self._identity(principal) is not None

    def session(self, access_key_id: str) -> Any:
        """Moto's session of an access key, if it is one's."""
        if not access_key_id.startswith("ASIA"):
            return None
        return self._twin.backend("sts").get_assumed_role_from_access_key(access_key_id)

    def facts(self, access_key_id: str) -> dict[str, str]:
        """The condition keys that every request of a key has."""
        opened = session_of(self._iam, access_key_id)
        return opened.facts() if opened else {}

    def policies(self, principal: Principal, action: str, resource: str, access_key_id: str = "") -> Policies:
        """Every policy that bears on an action of a principal on a resource; throws `PolicyError`."""
        identity = self._identity(principal)
        session = self.session(access_key_id)
        narrowed = getattr(session, "policy", None)
        own = None if principal is ANONYMOUS and self._is_shut(resource) else self._own(action, resource)
        return Policies(
            owner=self._owner(resource),
            identity=tuple(self.identity_policies(identity))
            if identity is not None
            else self._administrators(principal),
            boundary=self._boundary(identity),
            session=(policy("session", Kind.SESSION, narrowed),) if narrowed else (),
            resource=own,
            is_resource_decisive=own is not None and (own.kind is Kind.TRUST or resource.startswith("arn:aws:kms:")),
            grants=tuple(self._grants(resource)),
        )

    def identity_policies(self, identity: Any) -> Iterator[Policy]:
        """The policies of moto's role or user, a user's groups included."""
        groups = self._iam.get_groups_for_user(identity.name) if hasattr(identity, "access_keys") else []
        for holder in (identity, *groups):
            for name, text in list(holder.policies.items()):
                yield policy(f"{holder.name}/{name}", Kind.IDENTITY, text)
            for managed in list(holder.managed_policies.values()):
                yield policy(f"{holder.name}/{managed.name}", Kind.IDENTITY, _default_version(managed))

    def trust_policy(self, role: Any) -> Policy | None:
        """Who may have credentials of moto's role."""
        text = self._trust(role.arn)
        return policy(role.arn, Kind.TRUST, text) if text else None

    def roles(self) -> list[Any]:
        """Moto's roles."""
        return list(self._iam.roles.values())

    def groups(self) -> list[Any]:
        """Moto's groups of users."""
        return list(self._iam.groups.values())

    @property
    def _iam(self) -> Any:
        return self._twin.backend("iam")

    def _identity(self, principal: Principal) -> Any:
        if principal.kind == "AssumedRole":
            return next((role for role in self.roles() if role.arn == principal.role_arn), None)
        if principal.kind == "User" and not self.is_administrator(principal):
            return self._iam.users.get(principal.name.rsplit("/", 1)[-1])
        return None

    def _administrators(self, principal: Principal) -> tuple[Policy, ...]:
        if not self.is_administrator(principal):
            return ()
        return (policy("administrator/AdministratorAccess", Kind.IDENTITY, _EVERYTHING),)

    def _boundary(self, identity: Any) -> Policy | None:
        arn = getattr(identity, "permissions_boundary_arn", None)
        if not arn:
            return None
        return policy(arn, Kind.BOUNDARY, _default_version(self._iam.get_policy(arn)))

    def _own(self, action: str, resource: str) -> Policy | None:
        service = resource.split(":")[2] if resource.startswith("arn:") else ""
        if service == "iam" and not action.startswith("sts:"):
            return None
        read = self._own_policies.get(service)
        text = read(resource) if read else None
        return policy(resource, Kind.TRUST if service == "iam" else Kind.RESOURCE, text) if text else None

    def _owner(self, resource: str) -> str:
        """The account of a resource; what names none, or is of AWS as its own policies are, counts as this one's."""
        named = resource.split(":")[4] if resource.startswith("arn:") else ""
        return named if named.isdecimal() else self._twin.account

    def _is_shut(self, resource: str) -> bool:
        """Whether the bucket's policy lets no stranger in, whatever it says.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
        """
        bucket = self._bucket_of(resource) if resource.startswith("arn:aws:s3:::") else None
        block = bucket.public_access_block if bucket is not None else None
        return block is not None and block.restrict_public_buckets

    def _bucket_of(self, arn: str) -> Any:
        return self._twin.backend("s3").buckets.get(arn.split(":::", 1)[1].split("/", 1)[0])

    def _bucket(self, arn: str) -> str | None:
        bucket = self._bucket_of(arn)
        text = bucket.policy if bucket is not None else None
        return text.decode() if isinstance(text, bytes) else text

    def _key(self, arn: str) -> str | None:
        key = self._twin.backend("kms").keys.get(arn.rsplit("/", 1)[-1])
        return key.policy if key else None

    def _queue(self, arn: str) -> str | None:
        queue = self._twin.backend("sqs").queues.get(arn.rsplit(":", 1)[-1])
        return _text(queue.policy) if queue else None

    def _topic(self, arn: str) -> str | None:
        topic = self._twin.backend("sns").topics.get(arn)
        return _text(topic._policy_json) if topic else None

    def _function(self, arn: str) -> str | None:
        functions = {each.function_arn: each for each in self._twin.backend("lambda").list_functions()}
        function = functions.get(":".join(arn.split(":")[:7]))
        statements = function.policy.statements if function else []
        return _text({"Version": "2012-10-17", "Statement": statements}) if statements else None

    def _secret(self, arn: str) -> str | None:
        secrets = self._twin.backend("secretsmanager").secrets.values()
        return next((secret.policy for secret in secrets if secret.arn == arn), None)

    def _trust(self, arn: str) -> str | None:
        role = next((role for role in self.roles() if role.arn == arn), None)
        return role.assume_role_policy_document if role else None

    def _grants(self, resource: str) -> Iterator[Grant]:
        if not resource.startswith("arn:aws:kms:"):
            return
        key = self._twin.backend("kms").keys.get(resource.rsplit("/", 1)[-1])
        for grant in key.grants.values() if key else ():
            limits = grant.constraints or {}
            yield Grant(
                grant.grantee_principal,
                frozenset(grant.operations),
                limits.get("EncryptionContextEquals", {}),
                limits.get("EncryptionContextSubset", {}),
            )


def _holds(access_key_id: str) -> Callable[[Any], bool]:
    return lambda owner: any(key.access_key_id == access_key_id and key.status == "Active" for key in owner.access_keys)


def _default_version(managed: Any) -> str:
    return next(version.document for version in managed.versions if version.is_default)


def _text(document: Any) -> str | None:
    if not document or isinstance(document, str):
        return document or None
    return json.dumps(document)
