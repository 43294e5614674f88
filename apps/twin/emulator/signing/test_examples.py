"""The requests that AWS's own pages sign, one that a page gives and the same one changed."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from emulator.authenticate import authenticate
from emulator.credentials import SessionCredentials
from emulator.signing.errors import MismatchError, NotAuthenticError

KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
AT = datetime(2013, 5, 24, tzinfo=UTC)
SCOPE = "20130524/us-east-1/s3/aws4_request"


def request(method: str, target: str, body: bytes = b"", **headers: str) -> dict[str, Any]:
    """As the server gives it to an application."""
    path, _, query = target.partition("?")
    return {
        "REQUEST_METHOD": method,
        "RAW_URI": target,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


def authorization(signed: str, digest: str) -> str:
    return f"AWS4-HMAC-SHA256 Credential={KEY}/{SCOPE},SignedHeaders={signed},Signature={digest}"


def verify(environ: dict[str, Any], now: datetime = AT) -> None:
    keys = SimpleNamespace(find=lambda _key: SessionCredentials(KEY, SECRET, None))
    authenticate(keys, environ, now)  # type: ignore[arg-type]


def get(**changed: str) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, GET object"""
    headers = {
        "host": "examplebucket.s3.amazonaws.com",
        "range": "bytes=0-9",
        "x_amz_content_sha256": EMPTY,
        "x_amz_date": "20130524T000000Z",
        "authorization": authorization(
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
    }
    return request("GET", "/test.txt", **{**headers, **changed})


def presigned(expires: int = 86400) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html"""
    query = (
        f"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={KEY}%2F{SCOPE.replace('/', '%2F')}"
        f"&X-Amz-Date=20130524T000000Z&X-Amz-Expires={expires}&X-Amz-SignedHeaders=host"
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    )
    return request("GET", f"/test.txt?{query}", host="examplebucket.s3.amazonaws.com")


SEED = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
CHUNKS = (
    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
)


def chunked(change: tuple[bytes, bytes] = (b"", b"")) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html"""
    body = chunk(65536, CHUNKS[0]) + chunk(1024, CHUNKS[1]) + chunk(0, CHUNKS[2])
    signed = "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length"
    assert len(body) == 66824
    return streamed(body.replace(*change), "", f"{signed};x-amz-storage-class", SEED)


SEED_OF_TRAILED = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
TRAILED = (
    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
)
TRAILER = (
    b"x-amz-checksum-crc32c:sOO8/Q==\n"
    b"x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
)


def trailed(change: tuple[bytes, bytes] = (b"", b"")) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html"""
    body = chunk(65536, TRAILED[0]) + chunk(1024, TRAILED[1]) + chunk(0, TRAILED[2]).removesuffix(b"\r\n") + TRAILER
    signed = "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class"
    environ = streamed(body.replace(*change), "-TRAILER", f"{signed};x-amz-trailer", SEED_OF_TRAILED)
    return {**environ, "HTTP_X_AMZ_TRAILER": "x-amz-checksum-crc32c"}


def chunk(size: int, digest: str) -> bytes:
    return f"{size:x};chunk-signature={digest}\r\n".encode() + b"a" * size + b"\r\n"


def streamed(body: bytes, kind: str, signed: str, digest: str) -> dict[str, Any]:
    return request(
        "PUT",
        "/examplebucket/chunkObject.txt",
        body,
        host="s3.amazonaws.com",
        content_encoding="aws-chunked",
        x_amz_content_sha256=f"STREAMING-AWS4-HMAC-SHA256-PAYLOAD{kind}",
        x_amz_date="20130524T000000Z",
        x_amz_decoded_content_length="66560",
        x_amz_storage_class="REDUCED_REDUNDANCY",
        authorization=authorization(signed, digest),
    )


class TestExamples:
    @pytest.mark.parametrize("example", [get, presigned, chunked, trailed])
    def test_have_the_signatures_of_their_pages(self, example: Any) -> None:
        environ = example()
        body = environ["wsgi.input"].getvalue()
        verify(environ)
        assert environ["wsgi.input"].read() == body

    @pytest.mark.parametrize(
        "changed",
        [
            get(range="bytes=0-99"),
            get(host="other.s3.amazonaws.com"),
            get(x_amz_date="20130524T000001Z"),
            {**get(), "RAW_URI": "/test.txt2"},
            {**get(), "REQUEST_METHOD": "DELETE"},
            {**get(), "QUERY_STRING": "versionId=1"},
            presigned(86401),
            chunked((b"a\r\n400;", b"b\r\n400;")),
            chunked((CHUNKS[1].encode(), CHUNKS[0].encode())),
            chunked((chunk(1024, CHUNKS[1]), b"")),
            chunked((chunk(0, CHUNKS[2]), b"")),
            trailed((b"a\r\n400;", b"b\r\n400;")),
            trailed((b"sOO8", b"sOO9")),
            trailed((TRAILER, b"")),
        ],
    )
    def test_have_others_once_they_are_changed(self, changed: dict[str, Any]) -> None:
        with pytest.raises(MismatchError):
            verify(changed)

    @pytest.mark.parametrize(
        ("environ", "minutes", "sentence"),
        [
            (get(), 16, "Signature expired: 20130524T000000Z is now earlier than 20130524T000100Z"),
            (get(), -16, "Signature not yet current: 20130524T000000Z is still later than 20130523T235900Z"),
            (presigned(), 24 * 60 + 1, "Request has expired"),
            (presigned(), -16, "Request is not valid yet"),
            (presigned(604_801), 0, "X-Amz-Expires must be less than a week"),
            (presigned(10**30), 0, "X-Amz-Expires should be a number"),
        ],
    )
    def test_hold_for_their_time_only(self, environ: dict[str, Any], minutes: int, sentence: str) -> None:
        with pytest.raises(NotAuthenticError, match=sentence):
            verify(environ, AT + timedelta(minutes=minutes))

    @pytest.mark.parametrize("header", ["authorization", "x_amz_date", "host", "x_amz_content_sha256", "range"])
    @pytest.mark.parametrize("value", ["", "\xff\xfe", "AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature="])
    def test_are_refused_whatever_stands_in_a_header(self, header: str, value: str) -> None:
        with pytest.raises(NotAuthenticError):
            verify(get(**{header: value}))

    def test_name_one_signer(self) -> None:
        header = get()["HTTP_AUTHORIZATION"]
        algorithm, _, own = header.partition(" ")
        other = own.partition(",")[0].replace(KEY, "twin-administrator")
        for two in (
            f"{algorithm} {other},{own}",
            f"{header},{other}",
            f"{other} {header}",
            f"{algorithm} X{other},{own}",
        ):
            with pytest.raises(NotAuthenticError, match="the Authorization header must be"):
                verify(get(authorization=two))
        query = presigned()["QUERY_STRING"]
        with pytest.raises(NotAuthenticError, match="names a parameter twice"):
            verify({**presigned(), "QUERY_STRING": f"X-Amz-Credential=twin-administrator%2F{SCOPE}&{query}"})

    def test_let_nobody_add_a_header_of_s3(self) -> None:
        with pytest.raises(NotAuthenticError, match="headers present in the request which were not signed"):
            verify(get(x_amz_acl="public-read"))
