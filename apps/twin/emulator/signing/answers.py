"""How AWS words that a request is not its signer's: codes and statuses differ by service and protocol.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and the `CommonErrors.html` of each service.
"""

from __future__ import annotations

from typing import Any

from emulator.access.refusal import UNKNOWN_TO_EC2, is_form, unknown_key
from emulator.signing.errors import (
    ExpiredSessionError,
    ForeignTokenError,
    MalformedSignatureError,
    NotAuthenticError,
    RefusedByS3Error,
    SkewedTimeError,
)

Answer = tuple[str, str, str]
"""The HTTP status line, the error code and the sentence."""

_DIFFERENT = "The request signature we calculated does not match the signature you provided. "
_BAD, _FORBIDDEN = "400 Bad Request", "403 Forbidden"


def not_authentic(error: NotAuthenticError, service: str, environ: dict[str, Any]) -> Answer:
    """The answer to a request of a service."""
    if isinstance(error, RefusedByS3Error):
        return error.status, error.code, str(error)
    if service == "s3":
        return _of_s3(error)
    if isinstance(error, ForeignTokenError):
        return unknown_key(service, environ)
    if service == "ec2":
        return _of_ec2(error)
    status = _BAD if "HTTP_X_AMZ_TARGET" in environ and service != "sqs" else _FORBIDDEN
    if isinstance(error, MalformedSignatureError):
        return _BAD, "IncompleteSignature" if is_form(environ) else "IncompleteSignatureException", str(error)
    if isinstance(error, ExpiredSessionError):
        code = "ExpiredToken" if is_form(environ) else "ExpiredTokenException"
        return status, code, "The security token included in the request is expired"
    code = "SignatureDoesNotMatch" if is_form(environ) else "InvalidSignatureException"
    different = f"{_DIFFERENT}Check your AWS Secret Access Key and signing method. "
    return status, code, str(error) or f"{different}Consult the service documentation for details."


def _of_s3(error: NotAuthenticError) -> Answer:
    if isinstance(error, ForeignTokenError):
        return _BAD, "InvalidToken", "The provided token is malformed or otherwise invalid."
    if isinstance(error, ExpiredSessionError):
        return _BAD, "ExpiredToken", "The provided token has expired."
    if isinstance(error, SkewedTimeError):
        sentence = "The difference between the request time and the current time is too large."
        return _FORBIDDEN, "RequestTimeTooSkewed", sentence
    if isinstance(error, MalformedSignatureError):
        return _BAD, f"Authorization{'QueryParametersError' if error.in_query else 'HeaderMalformed'}", str(error)
    return _FORBIDDEN, "SignatureDoesNotMatch", f"{_DIFFERENT}Check your key and signing method."


def _of_ec2(error: NotAuthenticError) -> Answer:
    if isinstance(error, ExpiredSessionError | SkewedTimeError):
        return _BAD, "RequestExpired", "Request has expired."
    return UNKNOWN_TO_EC2
