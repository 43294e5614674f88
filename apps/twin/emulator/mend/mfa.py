"""Second factors: a device is whose codes it shows, and a code opens a session of its user.

Moto takes any code for any device, and gives everybody the same session.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html, API_AssumeRole.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.iam.models import IAMBackend
from moto.sts.models import STSBackend
from moto.sts.responses import TokenResponse

from emulator.operations import AwsError, operation, parameters
from emulator.second_factor import accepts, open_session, session_of

if TYPE_CHECKING:
    from emulator.twin import Twin

_DEFAULT_SECONDS = 43_200
_FAILED = "MultiFactorAuthentication failed"


def install(twin: Twin) -> None:
    """Mend what IAM and STS say of second factors."""
    enable = IAMBackend.enable_mfa_device

    def enable_with_codes(backend: IAMBackend, user: str, serial: str, first: str, second: str) -> None:
        device = backend.virtual_mfa_devices.get(serial)
        if device is not None and not accepts(device, first, second):
            raise AwsError("InvalidAuthenticationCode", "Authentication code for device is not valid.")
        enable(backend, user, serial, first, second)

    IAMBackend.enable_mfa_device = enable_with_codes  # type: ignore[method-assign]

    @operation(TokenResponse, "GetSessionToken")
    def get_session_token(response: TokenResponse, asked: dict[str, Any]) -> dict[str, Any]:
        iam, key = twin.backend("iam"), response.access_key
        if twin.gate.store.session(key) or session_of(iam, key):
            raise AwsError("AccessDenied", "Cannot call GetSessionToken with session credentials")
        user = iam.get_user_from_access_key_id(key)
        if user is None:
            raise AwsError("AccessDenied", "a session is a user's: make one, and sign with its access key")
        has_mfa = "SerialNumber" in asked or "TokenCode" in asked
        if has_mfa:
            _require_code(iam, user, asked)
        seconds = int(asked.get("DurationSeconds") or _DEFAULT_SECONDS)
        return {"Credentials": open_session(iam, user, seconds, has_mfa=has_mfa)}

    take_role = TokenResponse.assume_role

    def take_role_with_code(response: TokenResponse) -> Any:
        asked = parameters(response)
        if "SerialNumber" in asked or "TokenCode" in asked:
            iam = twin.backend("iam")
            _require_code(iam, iam.get_user_from_access_key_id(response.access_key), asked)
        return take_role(response)

    TokenResponse.assume_role = take_role_with_code  # type: ignore[method-assign]

    identify = STSBackend.get_caller_identity

    def identify_sessions(backend: STSBackend, access_key_id: str, region: str) -> tuple[str, str, str]:
        session = session_of(twin.backend("iam"), access_key_id)
        if session is None:
            return identify(backend, access_key_id, region)
        return session.user.id, session.user.arn, twin.account

    STSBackend.get_caller_identity = identify_sessions  # type: ignore[method-assign]


def _require_code(iam: Any, user: Any, asked: dict[str, Any]) -> None:
    serial, code = asked.get("SerialNumber"), asked.get("TokenCode")
    if not serial or not code:
        raise AwsError("AccessDenied", f"{_FAILED}, must provide both MFA serial number and one time pass code.")
    device = iam.virtual_mfa_devices.get(serial)
    if device is None or user is None or serial not in user.mfa_devices:
        sentence = f"{_FAILED}, unable to validate MFA code.  Please verify your MFA serial number is valid and"
        raise AwsError("AccessDenied", f"{sentence} associated with this user.")
    if not accepts(device, code):
        raise AwsError("AccessDenied", f"{_FAILED} with invalid MFA one time pass code. ")
