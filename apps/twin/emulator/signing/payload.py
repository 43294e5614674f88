"""What a signature says of the payload, and whether the payload is that.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from emulator.access.call import body_of
from emulator.signing.canonical import Canonical, header
from emulator.signing.errors import MismatchError, RefusedByS3Error

_UNSIGNED = "UNSIGNED-PAYLOAD"
_CHUNKED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
_CHUNKED_WITH_TRAILER = f"{_CHUNKED}-TRAILER"
_CHUNKED_UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
_WORDS = frozenset({_UNSIGNED, _CHUNKED, _CHUNKED_WITH_TRAILER, _CHUNKED_UNSIGNED})
_HASH = re.compile("[0-9a-f]{64}")
_HEADER = "x-amz-content-sha256"
_EMPTY = sha256(b"").hexdigest()
_CHUNK = re.compile(rb"(?P<size>[0-9a-fA-F]+);chunk-signature=(?P<digest>[0-9a-f]{64})\r\n")
_TRAILER = re.compile(rb"(?P<lines>(?:[^\r\n]+\r?\n)*?)x-amz-trailer-signature:(?P<digest>[0-9a-f]{64})\r\n")


def payload_of(environ: dict[str, Any], service: str, *, is_presigned: bool) -> str:
    """The last line of the canonical request: the payload's hash, or the word of S3 that stands for it."""
    if service != "s3":
        return sha256(body_of(environ)).hexdigest()
    said = header(environ, _HEADER)
    if not said and is_presigned:
        return _UNSIGNED
    if not said:
        raise RefusedByS3Error(
            "400 Bad Request", "InvalidRequest", f"Missing required header for this request: {_HEADER}"
        )
    if said not in _WORDS and not _HASH.fullmatch(said):
        allowed = f"{_HEADER} must be {', '.join(sorted(_WORDS))}, or a valid sha256 value."
        raise RefusedByS3Error("400 Bad Request", "InvalidArgument", allowed)
    return said


def require_payload(environ: dict[str, Any], said: str, canonical: Canonical, digest: str) -> None:
    """Hold the payload against what was `said` of it in the request of the signature `digest`."""
    if said in (_CHUNKED, _CHUNKED_WITH_TRAILER):
        _require_chunks(body_of(environ), canonical, digest, has_trailer=said == _CHUNKED_WITH_TRAILER)
    elif said not in _WORDS and sha256(body_of(environ)).hexdigest() != said:
        sentence = f"The provided '{_HEADER}' header does not match what was computed."
        raise RefusedByS3Error("400 Bad Request", "XAmzContentSHA256Mismatch", sentence)


def _require_chunks(body: bytes, canonical: Canonical, digest: str, *, has_trailer: bool) -> None:
    """Each chunk is signed after the one before it, the first after the request; an empty one is the last."""
    at, size = 0, -1
    while size != 0:
        head = _CHUNK.match(body, at)
        if head is None:
            raise MismatchError
        size, start = int(head["size"], 16), head.end()
        content = sha256(memoryview(body)[start : start + size]).hexdigest()
        digest = canonical.chunk_digest("AWS4-HMAC-SHA256-PAYLOAD", digest, _EMPTY, content)
        if digest != head["digest"].decode():
            raise MismatchError
        at = start + size + (0 if has_trailer and size == 0 else len(b"\r\n"))
    if has_trailer:
        trailer = _TRAILER.match(body, at)
        lines = trailer["lines"].replace(b"\r\n", b"\n") if trailer else b""
        expected = canonical.chunk_digest("AWS4-HMAC-SHA256-TRAILER", digest, sha256(lines).hexdigest())
        if trailer is None or expected != trailer["digest"].decode():
            raise MismatchError
