"""The signature that a request ought to have: botocore's canonical form of it, over the headers that were signed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlsplit

from botocore.auth import SigV4Auth
from botocore.credentials import Credentials

from emulator.signing.signature import Signature


class Canonical:
    """Signs a WSGI request once more, with the secret that its key has."""

    def __init__(self, signature: Signature, secret: str) -> None:
        signer = _OfS3 if signature.service == "s3" else SigV4Auth
        keys = Credentials(signature.access_key_id, secret)
        self._signer = signer(keys, signature.service, signature.region)
        self._signature = signature
        self._request = SimpleNamespace(context={"timestamp": signature.timestamp})

    def digest(self, environ: dict[str, Any], payload: str) -> str:
        """The signature of a request whose payload has this hash, or what stands for one."""
        names = self._signature.signed_headers
        headers = [f"{name}:{self._signer._header_value(header(environ, name))}" for name in names]
        canonical = [
            environ["REQUEST_METHOD"],
            self._signer._normalize_url_path(raw_path(environ)),
            self._signer._canonical_query_string_params(self._query(environ)),
            *headers,
            "",
            ";".join(names),
            payload,
        ]
        return self._sign(self._signer.string_to_sign(self._request, "\n".join(canonical)))

    def chunk_digest(self, kind: str, before: str, *hashes: str) -> str:
        """The signature of a chunk, or of a trailer, that follows what has the signature `before`."""
        scope = self._signer.credential_scope(self._request)
        return self._sign("\n".join([kind, self._signature.timestamp, scope, before, *hashes]))

    def _sign(self, text: str) -> str:
        return self._signer.signature(text, self._request)

    def _query(self, environ: dict[str, Any]) -> list[tuple[str, str]]:
        pairs = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        return [pair for pair in pairs if not (self._signature.is_presigned and pair[0] == "X-Amz-Signature")]


class _OfS3(SigV4Auth):
    def _normalize_url_path(self, path: str) -> str:
        # S3 writes anew what it has read: a client may escape more than it must, or a second slash
        return quote(unquote_to_bytes(path), safe="/~")


def header(environ: dict[str, Any], name: str) -> str:
    """A header's value, empty if there is none. The bytes of a value are UTF-8, which WSGI takes for Latin-1."""
    key = name.upper().replace("-", "_")
    value = environ.get(key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}", "")
    return value.encode("latin-1").decode("utf-8", "replace")


def raw_path(environ: dict[str, Any]) -> str:
    """The path as it was sent, of a target that may name its host."""
    target = environ["RAW_URI"]
    return target.partition("?")[0] if target.startswith("/") else urlsplit(target).path or "/"
