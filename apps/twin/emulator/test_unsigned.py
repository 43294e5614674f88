from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from botocore import UNSIGNED

from emulator.conftest import REGION, Emulator, error_of

SHUT, OPEN = "mall-test-shut", "mall-test-open"


def unsigned(emulator: Emulator, service: str) -> Any:
    return emulator.client(service, signature_version=UNSIGNED)


def status_of(emulator: Emulator, path: str, method: str = "GET", **headers: str) -> int:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(emulator.endpoint + path, method=method, headers=headers)
        ) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module", autouse=True)
def buckets(emulator: Emulator) -> None:
    s3 = emulator.client("s3")
    for bucket in (SHUT, OPEN):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        for key in ("shown/a.txt", "kept/a.txt"):
            s3.put_object(Bucket=bucket, Key=key, Body=b"a")
    shown = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{OPEN}/shown/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [shown]})
    s3.put_bucket_policy(Bucket=OPEN, Policy=policy)


class TestUnsignedRequestsOfS3:
    @pytest.mark.parametrize(
        ("operation", "asked"),
        [
            ("get_object", {"Bucket": SHUT, "Key": "shown/a.txt"}),
            ("put_object", {"Bucket": SHUT, "Key": "new.txt", "Body": b"x"}),
            ("list_objects_v2", {"Bucket": SHUT}),
            ("list_buckets", {}),
            ("delete_bucket", {"Bucket": SHUT}),
        ],
    )
    def test_are_denied_without_a_reason(self, emulator: Emulator, operation: str, asked: dict[str, Any]) -> None:
        call = getattr(unsigned(emulator, "s3"), operation)
        assert error_of(lambda: call(**asked)) == (403, "AccessDenied", "Access Denied")

    def test_are_in_the_report_with_the_reason(self, emulator: Emulator) -> None:
        error_of(lambda: unsigned(emulator, "s3").get_object(Bucket=SHUT, Key="kept/a.txt"))
        lines = [line for line in emulator.control("permissions")["refused"] if line["resource"].endswith("/kept/*")]
        assert [(line["principal"], line["because"]) for line in lines] == [
            ("anonymous", "because no resource-based policy allows the s3:GetObject action")
        ]

    def test_get_what_the_bucket_shows_to_everybody_and_no_more(self, emulator: Emulator) -> None:
        s3 = unsigned(emulator, "s3")
        assert s3.get_object(Bucket=OPEN, Key="shown/a.txt")["Body"].read() == b"a"
        assert error_of(lambda: s3.get_object(Bucket=OPEN, Key="kept/a.txt"))[1] == "AccessDenied"
        assert error_of(lambda: s3.put_object(Bucket=OPEN, Key="shown/b.txt"))[1] == "AccessDenied"

    def test_get_nothing_of_a_bucket_that_is_closed_to_the_public(self, emulator: Emulator) -> None:
        s3, blocked = emulator.client("s3"), {"RestrictPublicBuckets": True}
        s3.put_public_access_block(Bucket=OPEN, PublicAccessBlockConfiguration=blocked)
        asked = {"Bucket": OPEN, "Key": "shown/a.txt"}
        assert error_of(lambda: unsigned(emulator, "s3").get_object(**asked))[1] == "AccessDenied"
        s3.delete_public_access_block(Bucket=OPEN)
        assert unsigned(emulator, "s3").get_object(**asked)["Body"].read() == b"a"

    def test_may_be_presigned(self, emulator: Emulator) -> None:
        url = emulator.client("s3", signature_version="s3v4").generate_presigned_url(
            "get_object", Params={"Bucket": SHUT, "Key": "kept/a.txt"}, ExpiresIn=60
        )
        assert urllib.request.urlopen(url).read() == b"a"


class TestUnsignedRequestsOfOtherServices:
    @pytest.mark.parametrize(
        ("service", "operation", "asked", "code"),
        [
            ("sts", "get_caller_identity", {}, "MissingAuthenticationToken"),
            ("iam", "list_roles", {}, "MissingAuthenticationToken"),
            ("sqs", "list_queues", {}, "MissingAuthenticationTokenException"),
            ("glue", "get_databases", {}, "MissingAuthenticationTokenException"),
            ("lambda", "list_functions", {}, "MissingAuthenticationTokenException"),
            ("secretsmanager", "list_secrets", {}, "MissingAuthenticationTokenException"),
        ],
    )
    def test_lack_a_token(
        self, emulator: Emulator, service: str, operation: str, asked: dict[str, Any], code: str
    ) -> None:
        call = getattr(unsigned(emulator, service), operation)
        assert error_of(lambda: call(**asked)) == (403, code, "Request is missing Authentication Token")

    def test_do_not_come_in_by_a_path_that_names_a_service(self, emulator: Emulator) -> None:
        path = f"/sqs_{REGION}/queue"
        assert status_of(emulator, path) == 403

    def test_are_not_signed_by_another_scheme(self, emulator: Emulator) -> None:
        assert status_of(emulator, f"/{SHUT}/kept/a.txt", Authorization="Bearer a/b/c/s3/d") == 403
        assert status_of(emulator, f"/{SHUT}/kept/a.txt", Authorization="AWS operator:c2lnbmF0dXJl") == 403


class TestPagesOfTheEmulator:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("POST", "/moto-api/reset"),
            ("GET", "/moto-api/data.json"),
            ("GET", "/latest/meta-data/iam/security-credentials/default-role"),
        ],
    )
    def test_are_not_there(self, emulator: Emulator, method: str, path: str) -> None:
        assert status_of(emulator, path, method) == 403
        assert SHUT in [bucket["Name"] for bucket in emulator.client("s3").list_buckets()["Buckets"]]

    def test_are_objects_to_who_signs(self, emulator: Emulator) -> None:
        call = emulator.client("s3").get_object
        assert error_of(lambda: call(Bucket="moto-api", Key="data.json"))[1] == "NoSuchBucket"
