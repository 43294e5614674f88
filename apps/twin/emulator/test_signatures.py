"""Requests of real clients: as they were signed, by another secret, and changed on their way."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from emulator.conftest import ACCOUNT, ADMINISTRATOR, REGION, Emulator, document, error_of, eventually

BUCKET = "mall-test-signed"
KEYS = (
    *("plain/a.csv", "with blanks.csv", "日本語/アンケート.xlsx", "a+b=c&d.csv", "twice//slashed", "/first", "last/"),
    *("up/../a", "here/./a", "percent%41", "!'()*~:@,;$?#[]{}|^`<>", "run=7/ü.parquet"),
)
Asked = tuple[str, str, dict[str, Any]]
CALLS: dict[str, Asked] = {
    "s3": ("s3", "list_objects_v2", {"Bucket": BUCKET, "Prefix": "日本 a+b/="}),
    "query": ("iam", "list_roles", {}),
    "sts": ("sts", "get_caller_identity", {}),
    "ec2": ("ec2", "describe_vpcs", {}),
    "json": ("glue", "get_databases", {}),
    "json of sqs": ("sqs", "get_queue_url", {"QueueName": "signed"}),
    "rest": ("lambda", "invoke", {"FunctionName": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:none"}),
}
"""By protocol: service, operation, what it is asked."""


@pytest.fixture(scope="module", autouse=True)
def bucket(emulator: Emulator) -> None:
    s3 = emulator.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket=BUCKET, Key="a.csv", Body=b"a")
    emulator.client("sqs").create_queue(QueueName="signed")


@pytest.fixture(scope="module")
def role(emulator: Emulator) -> str:
    return emulator.role("signer", f"arn:aws:iam::{ACCOUNT}:root", kind="AWS")


@pytest.fixture(scope="module")
def session(emulator: Emulator, role: str) -> dict[str, str]:
    return emulator.client("sts").assume_role(RoleArn=role, RoleSessionName="signer")["Credentials"]


def ask(emulator: Emulator, asked: Asked, credentials: dict[str, str] | None = None, change: Any = None) -> Any:
    """Ask, with a request that is changed once it is signed."""
    service, operation, parameters = asked
    client = emulator.client(service, credentials, retries={"total_max_attempts": 1}, parameter_validation=False)
    if change:
        client.meta.events.register("before-send", lambda request, **_: change(request))
    return getattr(client, operation)(**parameters)


def opened(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


class TestAsItWasSigned:
    @pytest.mark.parametrize("key", KEYS)
    def test_an_object_is_put_listed_and_got_whatever_its_key(self, emulator: Emulator, key: str) -> None:
        s3, of = emulator.client("s3"), {"Bucket": BUCKET, "Key": key}
        s3.put_object(**of, Body=key.encode(), Metadata={"a_b": " two  blanks "}, Tagging="a%20b=c%2Bd")
        assert s3.get_object(**of)["Body"].read() == key.encode()
        assert key in [each["Key"] for each in s3.list_objects_v2(Bucket=BUCKET, Prefix=key)["Contents"]]

    @pytest.mark.parametrize("key", [key for key in KEYS if ".." not in key and "/./" not in key])
    def test_a_presigned_request_is_answered(self, emulator: Emulator, key: str) -> None:
        s3, of = emulator.client("s3", signature_version="s3v4"), {"Bucket": BUCKET, "Key": key}
        s3.put_object(**of, Body=b"presigned")
        name = {**of, "ResponseContentDisposition": 'attachment; filename="a b.csv"'}
        assert opened(s3.generate_presigned_url("get_object", Params=name)) == (200, b"presigned")

    def test_a_presigned_request_is_its_signers(self, emulator: Emulator, session: dict[str, str]) -> None:
        url = emulator.client("sts", session).generate_presigned_url("get_caller_identity", HttpMethod="GET")
        status, body = opened(url)
        assert (status, b":assumed-role/signer/signer<" in body) == (200, True)

    def test_a_presigned_request_is_of_the_service_it_is_signed_for(self, emulator: Emulator) -> None:
        url = emulator.client("ec2").generate_presigned_url("describe_vpcs", HttpMethod="GET")
        assert opened(url)[0] == 501

    @pytest.mark.parametrize("protocol", [name for name in CALLS if name != "rest"])
    def test_every_protocol_is_answered(self, emulator: Emulator, session: dict[str, str], protocol: str) -> None:
        for credentials in (ADMINISTRATOR, session):
            answer = ask(emulator, CALLS[protocol], credentials)
            assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200

    def test_an_escaped_path_reaches_its_service(self, emulator: Emulator, session: dict[str, str]) -> None:
        for credentials in (ADMINISTRATOR, session):
            said = error_of(lambda keys=credentials: ask(emulator, CALLS["rest"], keys))
            assert said[:2] == (404, "ResourceNotFoundException")


WRONG = "The request signature we calculated does not match the signature you provided. Check your "
OF_S3 = (403, "SignatureDoesNotMatch", f"{WRONG}key and signing method.")
SECRET = f"{WRONG}AWS Secret Access Key and signing method. Consult the service documentation for details."
REFUSALS = {
    "s3": OF_S3,
    "query": (403, "SignatureDoesNotMatch", SECRET),
    "sts": (403, "SignatureDoesNotMatch", SECRET),
    "ec2": (401, "AuthFailure", "AWS was not able to validate the provided access credentials"),
    "json": (400, "InvalidSignatureException", SECRET),
    "json of sqs": (403, "InvalidSignatureException", SECRET),
    "rest": (403, "InvalidSignatureException", SECRET),
}


class TestByAnotherSecret:
    @pytest.mark.parametrize("protocol", CALLS)
    def test_nothing_is_answered(self, emulator: Emulator, protocol: str) -> None:
        guessed = {**ADMINISTRATOR, "SecretAccessKey": "guessed"}
        assert error_of(lambda: ask(emulator, CALLS[protocol], guessed)) == REFUSALS[protocol]

    @pytest.mark.parametrize("protocol", CALLS)
    def test_of_a_session_nothing_is_answered(self, emulator: Emulator, session: Any, protocol: str) -> None:
        guessed = {**session, "SecretAccessKey": "guessed"}
        assert error_of(lambda: ask(emulator, CALLS[protocol], guessed)) == REFUSALS[protocol]

    def test_the_emulators_own_key_is_nobody_elses(self, emulator: Emulator) -> None:
        own = {"AccessKeyId": "AKIATWINEMULATORITSELF", "SecretAccessKey": "twin"}
        assert error_of(lambda: ask(emulator, CALLS["s3"], own)) == OF_S3

    def test_a_presigned_request_is_not_answered(self, emulator: Emulator) -> None:
        guessed = {**ADMINISTRATOR, "SecretAccessKey": "guessed"}
        s3 = emulator.client("s3", guessed, signature_version="s3v4")
        url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "a.csv"})
        status, body = opened(url)
        assert (status, b"<Code>SignatureDoesNotMatch</Code>" in body) == (403, True)

    def test_the_answer_of_a_first_try_is_not_given(self, emulator: Emulator, role: str) -> None:
        asked = ("sts", "assume_role", {"RoleArn": role, "RoleSessionName": "a"})

        def same_call(request: Any) -> None:
            request.headers.update({"amz-sdk-invocation-id": "one", "amz-sdk-request": "attempt=2"})

        ask(emulator, asked, change=lambda request: request.headers.update({"amz-sdk-invocation-id": "one"}))
        guessed = {**ADMINISTRATOR, "SecretAccessKey": "guessed"}
        assert error_of(lambda: ask(emulator, asked, guessed, same_call))[1] == "SignatureDoesNotMatch"


class TestByAKeyOfNobody:
    @pytest.mark.parametrize("key", ["operator", "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"])
    @pytest.mark.parametrize(
        ("protocol", "status", "code"),
        [
            ("s3", 403, "InvalidAccessKeyId"),
            ("query", 403, "InvalidClientTokenId"),
            ("ec2", 401, "AuthFailure"),
            ("json", 400, "UnrecognizedClientException"),
            ("rest", 403, "UnrecognizedClientException"),
        ],
    )
    def test_nothing_is_answered(self, emulator: Emulator, key: str, protocol: str, status: int, code: str) -> None:
        strange = {"AccessKeyId": key, "SecretAccessKey": "twin"}
        assert error_of(lambda: ask(emulator, CALLS[protocol], strange))[:2] == (status, code)

    @pytest.mark.parametrize(
        ("protocol", "of_none", "of_another"),
        [
            ("s3", "InvalidAccessKeyId", "InvalidToken"),
            ("query", "InvalidClientTokenId", "InvalidClientTokenId"),
            ("ec2", "AuthFailure", "AuthFailure"),
            ("json", "UnrecognizedClientException", "UnrecognizedClientException"),
        ],
    )
    def test_nor_by_a_session_without_its_token(
        self, emulator: Emulator, role: str, protocol: str, of_none: str, of_another: str
    ) -> None:
        take = emulator.client("sts").assume_role
        one, other = (take(RoleArn=role, RoleSessionName=name)["Credentials"] for name in ("one", "other"))
        bare = {**one, "SessionToken": None}
        crossed = {**one, "SessionToken": other["SessionToken"]}
        lent = {**ADMINISTRATOR, "SessionToken": other["SessionToken"]}
        codes = [error_of(lambda keys=keys: ask(emulator, CALLS[protocol], keys))[1] for keys in (bare, crossed, lent)]
        assert codes == [of_none, of_another, of_another]


def with_body(body: bytes) -> Callable[[Any], None]:
    def change(request: Any) -> None:
        assert len(request.body) == len(body)
        request.body = body

    return change


def with_url(old: str, new: str) -> Callable[[Any], None]:
    def change(request: Any) -> None:
        assert old in request.url
        request.url = request.url.replace(old, new)

    return change


def with_header(name: str, value: str) -> Callable[[Any], None]:
    return lambda request: request.headers.__setitem__(name, value)


class TestChangedOnItsWay:
    @pytest.mark.parametrize(
        ("asked", "change", "code"),
        [
            (("s3", "get_object", {"Bucket": BUCKET, "Key": "b.csv"}), with_url("b.csv", "a.csv"), OF_S3[1]),
            (CALLS["s3"], with_url("prefix=", "prefix=a"), OF_S3[1]),
            (
                ("s3", "put_object", {"Bucket": BUCKET, "Key": "b.csv", "Body": b"one", "ContentType": "text/csv"}),
                with_header("Content-Type", "text/html"),
                OF_S3[1],
            ),
            (
                ("s3", "put_object", {"Bucket": BUCKET, "Key": "b.csv", "Body": b"one"}),
                with_header("x-amz-acl", "public-read"),
                "AccessDenied",
            ),
            (
                ("s3", "put_bucket_tagging", {"Bucket": BUCKET, "Tagging": {"TagSet": [{"Key": "a", "Value": "b"}]}}),
                lambda request: with_body(request.body.replace(b"<Value>b", b"<Value>c"))(request),
                "XAmzContentSHA256Mismatch",
            ),
            (
                ("iam", "get_role", {"RoleName": "one"}),
                with_body(b"Action=GetRole&Version=2010-05-08&RoleName=two"),
                "SignatureDoesNotMatch",
            ),
            (
                ("glue", "get_table", {"DatabaseName": "one", "Name": "a"}),
                with_body(b'{"DatabaseName": "two", "Name": "a"}'),
                "InvalidSignatureException",
            ),
            (
                ("glue", "get_table", {"DatabaseName": "one", "Name": "a"}),
                with_header("X-Amz-Target", "AWSGlue.DeleteTable"),
                "InvalidSignatureException",
            ),
            (CALLS["rest"], with_url("none", "other"), "InvalidSignatureException"),
        ],
        ids=["path", "query", "header", "added header", "S3's body", "form", "JSON", "operation", "escaped path"],
    )
    def test_nothing_is_answered(self, emulator: Emulator, asked: Asked, change: Any, code: str) -> None:
        assert error_of(lambda: ask(emulator, asked, change=change))[1] == code

    def test_no_presigned_request_is_for_another_object(self, emulator: Emulator) -> None:
        s3 = emulator.client("s3", signature_version="s3v4")
        url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "b.csv"})
        assert opened(url.replace("b.csv", "a.csv"))[0] == 403


class TestASession:
    @pytest.mark.parametrize(
        ("protocol", "status", "code"),
        [
            ("s3", 400, "ExpiredToken"),
            ("query", 403, "ExpiredToken"),
            ("ec2", 400, "RequestExpired"),
            ("json", 400, "ExpiredTokenException"),
            ("rest", 403, "ExpiredTokenException"),
        ],
    )
    def test_ends(self, emulator: Emulator, role: str, protocol: str, status: int, code: str) -> None:
        asked = {"RoleArn": role, "RoleSessionName": "short", "DurationSeconds": 2}
        session = ask(emulator, ("sts", "assume_role", asked))["Credentials"]
        me = emulator.client("sts", session)
        assert me.get_caller_identity()["Arn"].endswith("/short")
        eventually(lambda: session["Expiration"] <= datetime.now(UTC))
        assert error_of(lambda: ask(emulator, CALLS[protocol], session))[:2] == (status, code)

    def test_of_a_user_ends_too(self, emulator: Emulator) -> None:
        iam = emulator.client("iam")
        iam.create_user(UserName="hanako")
        everything = document({"Effect": "Allow", "Action": "*", "Resource": "*"})
        iam.put_user_policy(UserName="hanako", PolicyName="everything", PolicyDocument=everything)
        key = iam.create_access_key(UserName="hanako")["AccessKey"]
        session = ask(emulator, ("sts", "get_session_token", {"DurationSeconds": 1}), key)["Credentials"]
        eventually(lambda: session["Expiration"] < datetime.now(UTC))
        assert error_of(lambda: ask(emulator, CALLS["s3"], session))[1] == "ExpiredToken"
        ask(emulator, CALLS["s3"], key)

    def test_presigns_what_ends_with_it_or_before(self, emulator: Emulator, role: str) -> None:
        asked = {"RoleArn": role, "RoleSessionName": "short", "DurationSeconds": 2}
        session = ask(emulator, ("sts", "assume_role", asked))["Credentials"]
        of = {"Bucket": BUCKET, "Key": "a.csv"}

        def url(keys: dict[str, str], seconds: int) -> str:
            s3 = emulator.client("s3", keys, signature_version="s3v4")
            return s3.generate_presigned_url("get_object", Params=of, ExpiresIn=seconds)

        long, short = url(session, 3600), url(ADMINISTRATOR, 1)
        assert opened(long) == (200, b"a")
        assert b"<Code>ExpiredToken</Code>" in eventually(lambda: (said := opened(long))[0] != 200 and said)[1]
        assert b"Request has expired" in eventually(lambda: (said := opened(short))[0] != 200 and said)[1]


@pytest.mark.parametrize(
    "header",
    [
        "AWS4-HMAC-SHA256 Credential={scope}",
        "AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=",
        "AWS4-HMAC-SHA256-ONE Credential={scope}, SignedHeaders=host, Signature=00",
        "Credential={scope}",
    ],
)
def test_half_a_signature_is_none(emulator: Emulator, header: str) -> None:
    scope = f"twin-administrator/{time.strftime('%Y%m%d', time.gmtime())}/{REGION}/s3/aws4_request"
    request = urllib.request.Request(f"{emulator.endpoint}/{BUCKET}/a.csv")
    request.add_header("Authorization", header.format(scope=scope))
    request.add_header("X-Amz-Date", time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()))
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert (caught.value.code, b"AuthorizationHeaderMalformed" in caught.value.read()) == (400, True)


def test_a_target_that_names_its_host_is_signed_for_it(emulator: Emulator) -> None:
    s3 = emulator.client("s3", signature_version="s3v4")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "a.csv"})
    proxied = urllib.request.Request(url)
    proxied.set_proxy(urlsplit(emulator.endpoint).netloc, "http")
    with urllib.request.urlopen(proxied) as answer:
        assert answer.read() == b"a"
    elsewhere = urllib.request.Request(url.replace("127.0.0.1", quote("other.example")))
    elsewhere.set_proxy(urlsplit(emulator.endpoint).netloc, "http")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(elsewhere)
