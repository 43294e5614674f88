"""Session credentials of applied roles, minted for functions, jobs and other engines."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from emulator.access.call import Need
from emulator.access.store import ADMINISTRATOR, OWN, UnknownKeyError
from emulator.iam.principals import service
from emulator.second_factor import session_of

if TYPE_CHECKING:
    from emulator.twin import Twin


class CannotAssumeError(Exception):
    """A service may not have credentials of a role: there is no such role, or the role does not trust the service."""


@dataclass(frozen=True)
class SessionCredentials:
    """Three strings that sign requests."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None
    expires: datetime | None = None
    """When they are of no use any more, if they are a session's."""

    def environment(self) -> dict[str, str]:
        """As environment variables, as Lambda and Glue set them."""
        token = {"AWS_SESSION_TOKEN": self.session_token} if self.session_token else {}
        return {"AWS_ACCESS_KEY_ID": self.access_key_id, "AWS_SECRET_ACCESS_KEY": self.secret_access_key, **token}


class Credentials:
    """Mints credentials in the emulator's own STS, so that every signed request can be traced to its role."""

    own = SessionCredentials(OWN, secrets.token_urlsafe(30), None)
    """The emulator's: for what AWS does on its own behalf. Nobody else knows the secret."""

    administrator = SessionCredentials(ADMINISTRATOR, "twin", None)
    """Of who sets the twin up. No secret to keep: who reaches a twin may do everything to it by `/_twin/`."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin

    def find(self, access_key_id: str) -> SessionCredentials:
        """The credentials whose access key this is; throws `UnknownKeyError` if it is nobody's."""
        for known in (self.own, self.administrator):
            if access_key_id == known.access_key_id:
                return known
        iam = self._twin.backend("iam")
        session = self._twin.gate.store.session(access_key_id) or session_of(iam, access_key_id)
        if session is not None:
            keys = session.access_key_id, session.secret_access_key, session.session_token
            return SessionCredentials(*keys, session.expiration.replace(tzinfo=UTC))
        for user in list(iam.users.values()):
            for key in user.access_keys:
                if key.access_key_id == access_key_id and key.status == "Active":
                    return SessionCredentials(access_key_id, key.secret_access_key, None)
        raise UnknownKeyError(access_key_id)

    def of_caller(self, access_key_id: str) -> SessionCredentials | None:
        """The credentials that a request was signed with; `None` for the administrator and for the emulator itself."""
        return None if access_key_id in (OWN, ADMINISTRATOR) else self.find(access_key_id)

    def of_role(
        self, role_arn: str, trusted: str, session_name: str = "twin", seconds: int = 3600
    ) -> SessionCredentials:
        """Credentials of `role_arn` for the service principal `trusted` (`lambda.amazonaws.com`), for so many seconds.

        Throws `CannotAssumeError` if there is no such role or its trust policy does not let the service have it.
        """
        if all(role.arn != role_arn for role in self._twin.gate.store.roles()):
            raise CannotAssumeError(f"role {role_arn} does not exist: apply it first")
        need = Need("sts:AssumeRole", role_arn, {"aws:SourceAccount": self._twin.account})
        decision = self._twin.gate.decide(service(trusted), need)
        if not decision.allowed:
            raise CannotAssumeError(f"role {role_arn} may not be assumed by {trusted} {decision.because}")
        assumed = self._twin.backend("sts").assume_role(
            region_name=self._twin.region,
            role_session_name=session_name[:64],
            role_arn=role_arn,
            policy=None,
            duration=seconds,
            external_id=None,
        )
        return self.find(assumed.access_key_id)
