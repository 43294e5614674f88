"""People with a second factor: whose device it is, what opens a session, and what a session may."""

from __future__ import annotations

import json
import time
from typing import Any

import boto3
import pytest
from pyotp import TOTP

from emulator.conftest import ACCOUNT, REGION, Emulator, eventually, refused

BY_MFA = {
    "Effect": "Deny",
    "NotAction": ["iam:*MFADevice*", "sts:GetSessionToken", "sts:AssumeRole"],
    "Resource": "*",
    "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
}
OWN = [f"arn:aws:iam::{ACCOUNT}:{kind}/${{aws:username}}" for kind in ("user", "mfa")]
SELF = {"Effect": "Allow", "Action": "iam:*MFADevice*", "Resource": OWN}
QUERIES = {"Effect": "Allow", "Action": ["athena:*", "s3:*", "sts:AssumeRole"], "Resource": "*"}


def now(seed: str, steps: int = 0) -> str:
    """What the device shows, so many steps of half a minute from now."""
    return TOTP(seed).at(int(time.time()), counter_offset=steps)


class Person:
    """A user who may set up a second factor, and with it ask Athena and read S3, but not Glue."""

    def __init__(self, emulator: Emulator, name: str) -> None:
        self._emulator, self.name = emulator, name
        iam = emulator.client("iam")
        iam.create_user(UserName=name)
        document = json.dumps({"Version": "2012-10-17", "Statement": [BY_MFA, SELF, QUERIES]})
        iam.put_user_policy(UserName=name, PolicyName="grants", PolicyDocument=document)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        self.key = {"AccessKeyId": key["AccessKeyId"], "SecretAccessKey": key["SecretAccessKey"]}

    def client(self, service: str, credentials: dict[str, str] | None = None) -> Any:
        signed = credentials or self.key
        return boto3.client(
            service,
            endpoint_url=self._emulator.endpoint,
            region_name=REGION,
            aws_access_key_id=signed["AccessKeyId"],
            aws_secret_access_key=signed["SecretAccessKey"],
            aws_session_token=signed.get("SessionToken"),
        )

    def enable(self) -> str:
        """The seed of a new device."""
        iam = self.client("iam")
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName=self.name)["VirtualMFADevice"]
        seed = device["Base32StringSeed"].decode()
        first, self.shown = now(seed, -1), now(seed)
        codes = {"AuthenticationCode1": first, "AuthenticationCode2": self.shown}
        iam.enable_mfa_device(UserName=self.name, SerialNumber=self.device, **codes)
        return seed

    def devices(self, session: dict[str, str]) -> list[dict[str, Any]]:
        return self.client("iam", session).list_mfa_devices(UserName=self.name)["MFADevices"]

    @property
    def device(self) -> str:
        return f"arn:aws:iam::{ACCOUNT}:mfa/{self.name}"

    def session(self, **asked: Any) -> dict[str, str]:
        return self.client("sts").get_session_token(**asked)["Credentials"]


@pytest.fixture(scope="module")
def hanako(emulator: Emulator) -> tuple[Person, str]:
    person = Person(emulator, "hanako")
    return person, person.enable()


@pytest.fixture(scope="module")
def session(hanako: tuple[Person, str]) -> dict[str, str]:
    """Hanako's, by the first code that her device has not shown to anybody."""
    person, seed = hanako
    return person.session(SerialNumber=person.device, TokenCode=now(seed, 1))


def test_a_session_acts_as_its_user_and_says_how_it_was_opened(
    hanako: tuple[Person, str], session: dict[str, str]
) -> None:
    person, _ = hanako
    identity = person.client("sts", session).get_caller_identity()
    assert identity["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/hanako"
    assert person.client("athena", session).list_work_groups()["WorkGroups"]
    assert [device["SerialNumber"] for device in person.devices(session)] == [person.device]
    denied = "user/hanako is not authorized to perform: athena:ListWorkGroups with an explicit deny"
    for weak in (None, person.session()):
        refused(person.client("athena", weak).list_work_groups, "AccessDeniedException", denied)


def test_only_a_code_that_the_device_of_the_user_shows_opens_one(
    hanako: tuple[Person, str], emulator: Emulator
) -> None:
    person, seed = hanako
    other = Person(emulator, "taro")
    failed = "MultiFactorAuthentication failed"
    wrong = {"SerialNumber": person.device, "TokenCode": now(seed, 100)}
    refused(lambda: person.session(**wrong), "AccessDenied", f"{failed} with invalid MFA one time pass code")
    right = {"SerialNumber": person.device, "TokenCode": now(seed, 1)}
    refused(lambda: other.session(**right), "AccessDenied", f"{failed}, unable to validate MFA code")
    refused(lambda: person.session(TokenCode=now(seed)), "AccessDenied", f"{failed}, must provide both")
    session = person.session()
    refused(person.client("sts", session).get_session_token, "AccessDenied", "with session credentials")


def test_a_code_is_accepted_once(emulator: Emulator) -> None:
    person = Person(emulator, "shiro")
    seed = person.enable()
    arn = emulator.role("opened", f"arn:aws:iam::{ACCOUNT}:root", kind="AWS")

    def take(**by: str) -> Any:
        return person.client("sts").assume_role(RoleArn=arn, RoleSessionName="shiro", SerialNumber=person.device, **by)

    failed = "MultiFactorAuthentication failed with invalid MFA one time pass code"
    # the last code that made the device one's own
    refused(lambda: take(TokenCode=person.shown), "AccessDenied", failed)
    fresh = {"TokenCode": now(seed, 1)}
    refused(lambda: take(TokenCode=now(seed, 100)), "AccessDenied", failed)
    assert take(**fresh)["AssumedRoleUser"]["Arn"].endswith(":assumed-role/opened/shiro")
    refused(lambda: take(**fresh), "AccessDenied", failed)
    refused(lambda: person.session(SerialNumber=person.device, **fresh), "AccessDenied", failed)


def test_a_code_opens_no_role_to_who_has_no_device(emulator: Emulator) -> None:
    arn = emulator.role("shut", f"arn:aws:iam::{ACCOUNT}:root", kind="AWS")
    by = {"SerialNumber": f"arn:aws:iam::{ACCOUNT}:mfa/administrator", "TokenCode": "123456"}
    refused(
        lambda: emulator.client("sts").assume_role(RoleArn=arn, RoleSessionName="nobody", **by),
        "AccessDenied",
        "MultiFactorAuthentication failed, unable to validate MFA code",
    )


def test_a_device_is_not_enabled_by_codes_of_another(emulator: Emulator) -> None:
    person = Person(emulator, "jiro")
    iam = person.client("iam")
    iam.create_virtual_mfa_device(VirtualMFADeviceName="jiro")
    codes = {"AuthenticationCode1": "000000", "AuthenticationCode2": "000000"}
    refused(
        lambda: iam.enable_mfa_device(UserName="jiro", SerialNumber=person.device, **codes),
        "InvalidAuthenticationCode",
        "Authentication code for device is not valid",
    )
    refused(
        lambda: iam.create_virtual_mfa_device(VirtualMFADeviceName="taro"), "AccessDenied", "iam:CreateVirtualMFADevice"
    )


def test_athena_asks_the_catalog_as_the_person_who_asks(
    emulator: Emulator, hanako: tuple[Person, str], session: dict[str, str]
) -> None:
    person, _ = hanako
    emulator.client("s3").create_bucket(Bucket="answers", CreateBucketConfiguration={"LocationConstraint": REGION})
    emulator.client("glue").create_database(DatabaseInput={"Name": "shop"})
    athena = person.client("athena", session)
    query = athena.start_query_execution(
        QueryString="select * from purchase",
        QueryExecutionContext={"Database": "shop"},
        ResultConfiguration={"OutputLocation": "s3://answers/"},
    )["QueryExecutionId"]

    def ended() -> Any:
        status = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]
        return status["State"] == "FAILED" and status["StateChangeReason"]

    assert "user/hanako is not authorized to perform: glue:GetTable" in eventually(ended)


def test_a_key_that_was_taken_back_opens_nothing_more(emulator: Emulator) -> None:
    person = Person(emulator, "saburo")
    iam, key = emulator.client("iam"), {"UserName": "saburo", "AccessKeyId": person.key["AccessKeyId"]}
    person.session()
    for take in (lambda: iam.update_access_key(**key, Status="Inactive"), lambda: iam.delete_access_key(**key)):
        take()
        invalid = "The security token included in the request is invalid"
        refused(person.session, "InvalidClientTokenId", invalid)
        refused(person.client("athena").list_work_groups, "UnrecognizedClientException", invalid)
        refused(person.client("s3").list_buckets, "InvalidAccessKeyId", "does not exist in our records")
