from __future__ import annotations

import uuid
from typing import Any

import pytest

from emulator.conftest import ACCOUNT, REGION, Emulator, document

BUCKET = "needed"


@pytest.fixture(scope="module", autouse=True)
def bucket(emulator: Emulator) -> None:
    s3 = emulator.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket=BUCKET, Key="raw/a", Body=b"a")


def allow(sid: str, action: str, resource: str) -> dict[str, str]:
    return {"Sid": sid, "Effect": "Allow", "Action": action, "Resource": f"arn:aws:s3:::{resource}"}


class Reader:
    """A function's role with such statements, and what the twin says of them."""

    def __init__(self, emulator: Emulator, *statements: dict[str, str]) -> None:
        self._emulator, self.name = emulator, f"reader-{uuid.uuid4().hex[:8]}"
        arn = emulator.role(self.name, ACCOUNT, kind="AWS")
        iam = emulator.client("iam")
        iam.delete_role_policy(RoleName=self.name, PolicyName="everything")
        self.put(*statements)
        self._session = emulator.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]

    def put(self, *statements: dict[str, str]) -> None:
        self._emulator.client("iam").put_role_policy(
            RoleName=self.name, PolicyName="grants", PolicyDocument=document(*statements)
        )

    def read(self) -> None:
        import boto3

        session = self._session
        s3: Any = boto3.client(
            "s3",
            endpoint_url=self._emulator.endpoint,
            region_name=REGION,
            aws_access_key_id=session["AccessKeyId"],
            aws_secret_access_key=session["SecretAccessKey"],
            aws_session_token=session["SessionToken"],
        )
        s3.get_object(Bucket=BUCKET, Key="raw/a")

    def without(self) -> dict[str, str]:
        told = self._emulator.control("permissions/necessary")[self.name]
        return {name: sentence for name, sentence in told.items() if name.startswith("grants/")}


class TestNecessity:
    def test_a_statement_is_necessary_if_a_request_fails_without_it(self, emulator: Emulator) -> None:
        reader = Reader(emulator, allow("Read", "s3:GetObject", f"{BUCKET}/raw/*"))
        reader.read()
        (sentence,) = reader.without().values()
        assert sentence.endswith(
            f"assumed-role/{reader.name}/test is not authorized to perform: s3:GetObject on resource: "
            f"arn:aws:s3:::{BUCKET}/raw/a because no identity-based policy allows the s3:GetObject action"
        )

    def test_one_that_was_not_used_is_not(self, emulator: Emulator) -> None:
        reader = Reader(
            emulator, allow("Read", "s3:GetObject", f"{BUCKET}/raw/*"), allow("List", "s3:ListBucket", BUCKET)
        )
        reader.read()
        assert [name for name, sentence in reader.without().items() if not sentence] == ["grants/List"]

    def test_of_two_that_overlap_neither_is(self, emulator: Emulator) -> None:
        reader = Reader(
            emulator, allow("Read", "s3:GetObject", f"{BUCKET}/raw/*"), allow("ReadAll", "s3:Get*", f"{BUCKET}/*")
        )
        reader.read()
        assert reader.without() == {"grants/Read": "", "grants/ReadAll": ""}

    def test_a_request_that_is_refused_by_now_says_nothing(self, emulator: Emulator) -> None:
        reader = Reader(emulator, allow("Read", "s3:GetObject", f"{BUCKET}/raw/*"))
        reader.read()
        reader.put(allow("Read", "s3:GetObject", f"{BUCKET}/curated/*"))
        assert reader.without() == {"grants/Read": ""}

    def test_the_trust_of_a_role_is_a_statement_too(self, emulator: Emulator) -> None:
        reader = Reader(emulator, allow("Read", "s3:GetObject", f"{BUCKET}/raw/*"))
        assert set(emulator.control("permissions/necessary")[reader.name]) == {"grants/Read", "trust/#1"}

    def test_what_somebody_needed_who_is_gone_is_told_all_the_same(self, emulator: Emulator) -> None:
        iam, name = emulator.client("iam"), f"visitor-{uuid.uuid4().hex[:8]}"
        arn = emulator.role(f"lent-to-{name}", ACCOUNT, kind="AWS")
        iam.create_user(UserName=name)
        iam.create_group(GroupName=f"of-{name}")
        iam.add_user_to_group(UserName=name, GroupName=f"of-{name}")
        take = {"Sid": "Take", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": arn}
        iam.put_group_policy(GroupName=f"of-{name}", PolicyName="grants", PolicyDocument=document(take))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        emulator.client("sts", key).assume_role(RoleArn=arn, RoleSessionName="test")
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
        iam.remove_user_from_group(UserName=name, GroupName=f"of-{name}")
        iam.delete_user(UserName=name)
        of_role = emulator.control("permissions/necessary")[f"lent-to-{name}"]["trust/#1"]
        of_group = emulator.control("permissions/groups")[f"of-{name}"]["grants/Take"]
        for sentence in (of_role, of_group):
            assert f"user/{name} is not authorized to perform: sts:AssumeRole on resource: {arn}" in sentence
