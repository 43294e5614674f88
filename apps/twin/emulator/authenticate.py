"""Who signed a request, and whether it is theirs: a WSGI application around the one that does the work.

Requests that nobody signed go on as they are: `emulator.authorize` says what nobody may.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from emulator.access.call import caller_of
from emulator.access.refusal import answer_error, unknown_key
from emulator.access.store import UnknownKeyError
from emulator.control import PREFIX
from emulator.signing.answers import not_authentic
from emulator.signing.canonical import Canonical
from emulator.signing.errors import (
    ExpiredSessionError,
    ForeignTokenError,
    MalformedSignatureError,
    MismatchError,
    NotAuthenticError,
    RefusedByS3Error,
    SkewedTimeError,
)
from emulator.signing.payload import payload_of, require_payload
from emulator.signing.signature import Signature, signature_of

if TYPE_CHECKING:
    from emulator.credentials import Credentials, SessionCredentials

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_CLOCKS_DIFFER = timedelta(minutes=15)
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html"""
_LONGEST_SECONDS = 604_800
"""Of a presigned request: a week.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""


class Authenticated:
    """Lets a request through whose signature is right; answers any other as AWS does."""

    def __init__(self, credentials: Credentials, application: Application) -> None:
        self._credentials = credentials
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        caller = caller_of(environ)
        if caller.has_signed and not environ["PATH_INFO"].startswith(PREFIX):
            service = caller.service
            try:
                authenticate(self._credentials, environ)
            except UnknownKeyError:
                return answer_error(environ, service, start_response, *unknown_key(service, environ))
            except NotAuthenticError as error:
                return answer_error(environ, service, start_response, *not_authentic(error, service, environ))
        return self._application(environ, start_response)


def authenticate(credentials: Credentials, environ: dict[str, Any], now: datetime | None = None) -> None:
    """Return if a signed request is its signer's; throws `UnknownKeyError` and `NotAuthenticError`."""
    signature = signature_of(environ)
    key = credentials.find(signature.access_key_id)
    now = now or datetime.now(UTC)
    _require_session(signature, key, now)
    _require_time(signature, now)
    payload = payload_of(environ, signature.service, is_presigned=signature.is_presigned)
    canonical = Canonical(signature, key.secret_access_key)
    if not hmac.compare_digest(canonical.digest(environ, payload).encode(), signature.digest.encode()):
        raise MismatchError
    if signature.service == "s3":
        _require_all_signed(signature, environ)
        require_payload(environ, payload, canonical, signature.digest)


def _require_session(signature: Signature, key: SessionCredentials, now: datetime) -> None:
    if key.session_token is None and signature.token is None:
        return
    if key.session_token is not None and signature.token is None:
        # the key of a session is none without its token
        raise UnknownKeyError(key.access_key_id)
    if not hmac.compare_digest((key.session_token or "").encode(), (signature.token or "").encode()):
        raise ForeignTokenError
    if key.expires is not None and key.expires <= now:
        raise ExpiredSessionError


def _require_time(signature: Signature, now: datetime) -> None:
    if signature.expires is not None and signature.expires > _LONGEST_SECONDS:
        raise MalformedSignatureError(
            f"X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
            f"{_LONGEST_SECONDS} seconds",
            in_query=True,
        )
    if signature.is_presigned and signature.service == "s3":
        _require_time_of_s3(signature, now)
        return
    earliest, latest = now - _CLOCKS_DIFFER, now + _CLOCKS_DIFFER
    if signature.is_presigned and signature.expires is not None:
        earliest = now - timedelta(seconds=signature.expires)
    if not earliest <= signature.at <= latest:
        kind, limit = ("expired", earliest) if signature.at < earliest else ("not yet current", latest)
        word = "now earlier" if signature.at < earliest else "still later"
        raise SkewedTimeError(f"Signature {kind}: {signature.timestamp} is {word} than {limit:%Y%m%dT%H%M%SZ}")


def _require_time_of_s3(signature: Signature, now: datetime) -> None:
    if signature.expires is None:
        raise MalformedSignatureError("the query requires 'X-Amz-Expires'", in_query=True)
    if signature.at > now + _CLOCKS_DIFFER:
        raise RefusedByS3Error("403 Forbidden", "AccessDenied", "Request is not valid yet")
    if signature.at + timedelta(seconds=signature.expires) < now:
        raise RefusedByS3Error("403 Forbidden", "AccessDenied", "Request has expired")


def _require_all_signed(signature: Signature, environ: dict[str, Any]) -> None:
    """What bears on the request in S3 must be signed, that nobody adds to it.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    """
    signed = {f"HTTP_{name.upper().replace('-', '_')}" for name in signature.signed_headers}
    sent = {name for name in environ if name.startswith("HTTP_X_AMZ_")}
    if not ({"HTTP_HOST"} | sent) <= signed:
        sentence = "There were headers present in the request which were not signed"
        raise RefusedByS3Error("403 Forbidden", "AccessDenied", sentence)
