"""A user's second factor: the codes that a device shows, and the session that a code opens."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from moto.iam.models import AccessKey
from pyotp import TOTP
from pyotp.utils import strings_equal

_accepting = threading.Lock()


class UserSession(AccessKey):
    """Temporary credentials of a user, among the keys that moto's IAM keeps."""

    def __init__(self, user: Any, seconds: int, *, has_mfa: bool) -> None:
        super().__init__(user_name=None, prefix="ASIA", account_id=user.account_id)
        self.user = user
        """Moto's, who may be gone by now."""
        self.has_mfa = has_mfa
        self.session_token = secrets.token_urlsafe(96)
        self._began = datetime.now(UTC)
        self.expiration = self._began + timedelta(seconds=seconds)

    def facts(self) -> dict[str, str]:
        """The condition keys of its requests, which those of a plain access key lack.

        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
        """
        if not self.has_mfa:
            return {"aws:MultiFactorAuthPresent": "false"}
        age = int((datetime.now(UTC) - self._began).total_seconds())
        return {"aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": str(age)}


def open_session(iam: Any, user: Any, seconds: int, *, has_mfa: bool) -> UserSession:
    """A new session of a user of moto's IAM."""
    session = UserSession(user, seconds, has_mfa=has_mfa)
    iam.access_keys[session.access_key_id] = session
    return session


def session_of(iam: Any, access_key_id: str) -> UserSession | None:
    """The session that an access key is of, if it is a user's."""
    found = iam.access_keys.get(access_key_id)
    return found if isinstance(found, UserSession) else None


def accepts(device: Any, *codes: str) -> bool:
    """Whether moto's device shows these codes now, one after the other; each it accepts once, and none before it.

    A clock may be one step off. https://www.rfc-editor.org/rfc/rfc6238, 5.2
    """
    shown = TOTP(device.base32_string_seed)
    now = shown.timecode(time.time())
    with _accepting:
        for step in range(max(now - len(codes), getattr(device, "accepted_step", 0) + 1), now + 2):
            if all(strings_equal(shown.generate_otp(step + after), code) for after, code in enumerate(codes)):
                device.accepted_step = step + len(codes) - 1
                return True
    return False
