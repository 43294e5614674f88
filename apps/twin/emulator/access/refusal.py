"""A refusal as AWS words it: code and status differ by service and protocol."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

_CODES = {"s3": "AccessDenied", "ec2": "UnauthorizedOperation", "sns": "AuthorizationError"}
_QUERY, _JSON = "AccessDenied", "AccessDeniedException"
_FORM = "application/x-www-form-urlencoded"
UNKNOWN_TO_EC2 = (
    "401 Unauthorized",
    "AuthFailure",
    "AWS was not able to validate the provided access credentials",
)
"""What EC2 says of a key and of a secret alike.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""
_ENVELOPES = {"s3": (), "ec2": ("Errors", "Response")}
"""Elements around `<Error>`, inner first, of the services that answer in XML otherwise than most."""


def refusal(service: str, environ: dict[str, Any]) -> tuple[str, str]:
    """The HTTP status line and the error code of a refused request."""
    is_json = "HTTP_X_AMZ_TARGET" in environ
    status = "400 Bad Request" if is_json and service != "sqs" else "403 Forbidden"
    return status, _CODES.get(service, _QUERY if is_form(environ) else _JSON)


def missing_token(environ: dict[str, Any]) -> str:
    """The error code of a request that nobody signed, which comes with status 403.

    https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
    """
    return "MissingAuthenticationToken" if is_form(environ) else "MissingAuthenticationTokenException"


def unknown_key(service: str, environ: dict[str, Any]) -> tuple[str, str, str]:
    """The HTTP status line, the error code and the sentence of a request that a key signs which is none.

    https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    """
    if service == "s3":
        sentence = "The AWS Access Key Id you provided does not exist in our records."
        return "403 Forbidden", "InvalidAccessKeyId", sentence
    if service == "ec2":
        return UNKNOWN_TO_EC2
    is_json = "HTTP_X_AMZ_TARGET" in environ
    status = "400 Bad Request" if is_json else "403 Forbidden"
    code = "InvalidClientTokenId" if is_form(environ) else "UnrecognizedClientException"
    return status, code, "The security token included in the request is invalid."


def is_form(environ: dict[str, Any]) -> bool:
    """Whether the body is of the query protocol, which is answered in XML."""
    return environ.get("CONTENT_TYPE", "").startswith(_FORM)


def answer_error(
    environ: dict[str, Any], service: str, start_response: Any, status: str, code: str, sentence: str
) -> list[bytes]:
    """Answer a WSGI request by an error of its service's protocol."""
    kind, body = "application/json", json.dumps({"__type": code, "message": sentence})
    if is_form(environ) or service == "s3":
        kind, body = "text/xml", f"<Code>{code}</Code><Message>{escape(sentence)}</Message>"
        for wrapper in ("Error", *_ENVELOPES.get(service, ("ErrorResponse",))):
            body = f"<{wrapper}>{body}</{wrapper}>"
    content = b"" if environ["REQUEST_METHOD"] == "HEAD" else body.encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("x-amzn-ErrorType", code)]
    start_response(status, headers)
    return [content]
