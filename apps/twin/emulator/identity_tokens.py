"""Tokens that say who a job of a code host is, as its token endpoint gives them: no code host runs beside a twin.

The key is made by each twin for itself, when it is first needed: a token of elsewhere, or of a twin before, is refused.
"""

from __future__ import annotations

import re
import time
import uuid
from functools import cached_property
from typing import Any

from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import RSAKey

from emulator.control import Control, ControlError

_ALGORITHM, _KEY_BITS = "RS256", 2048
_GIVEN = ("issuer", "subject", "audience", "seconds")


class UnreadableTokenError(Exception):
    """A text that is no JSON web token, or lacks a claim that identifies."""


class UnknownSignerError(Exception):
    """A token that was not signed here."""


class IdentityTokens:
    """Gives and reads tokens."""

    def __init__(self, control: Control) -> None:
        """Answers `POST /_twin/identity-token`."""
        control.route("POST", "identity-token", self._answer)

    def give(self, issuer: str, subject: str, audience: str, seconds: int) -> str:
        """A token with the claims of an OpenID Connect identity token; of negative seconds it has expired."""
        now = int(time.time())
        claims = {"iss": issuer, "sub": subject, "aud": audience, "iat": now, "nbf": now, "exp": now + seconds}
        header = {"typ": "JWT", "alg": _ALGORITHM, "kid": self._key.kid}
        return jwt.encode(header, {**claims, "jti": str(uuid.uuid4())}, self._key)

    def claims(self, token: str) -> dict[str, Any]:
        """The claims of a token that was signed here; throws `UnreadableTokenError` and `UnknownSignerError`."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM]).claims
        except BadSignatureError as error:
            raise UnknownSignerError from error
        except (JoseError, ValueError) as error:
            raise UnreadableTokenError from error
        if not {"iss", "sub", "aud", "exp"} <= claims.keys():
            raise UnreadableTokenError
        return claims

    @cached_property
    def _key(self) -> RSAKey:
        return RSAKey.generate_key(_KEY_BITS, auto_kid=True)

    def _answer(self, given: dict[str, str]) -> dict[str, str]:
        missing = [name for name in _GIVEN if not given.get(name)]
        if missing:
            raise ControlError(400, f"an identity token must have {', '.join(_GIVEN)}: {', '.join(missing)} is missing")
        if not re.fullmatch(r"-?\d{1,6}", given["seconds"]):
            raise ControlError(400, f"seconds must be a whole number, got {given['seconds']}")
        token = self.give(given["issuer"], given["subject"], given["audience"], int(given["seconds"]))
        return {"token": token}
