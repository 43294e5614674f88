"""Object Lock: who ends a lock before its day, and what ends with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from emulator.conftest import Emulator, document, error_of
from emulator.engines.lifecycle.testing import ALL, Bucket

PROTECTED = (403, "AccessDenied", "Access Denied because object protected by object lock.")
RULES = [
    {**ALL, "ID": "end", "Expiration": {"Days": 60}, "NoncurrentVersionExpiration": {"NoncurrentDays": 30}},
]
"""Objects end as their lock does, as exports of production do."""


def later(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


class Locked(Bucket):
    """A bucket whose versions are locked for 60 days, and one version in it."""

    def __init__(self, emulator: Emulator, mode: str) -> None:
        super().__init__(emulator, RULES, lock=True)
        lock = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": mode, "Days": 60}}}
        self.s3.put_object_lock_configuration(Bucket=self.name, ObjectLockConfiguration=lock)
        self.mode = mode
        self.version = {"Bucket": self.name, "Key": "a", "VersionId": self.put("a")}

    def retain(self, days: int, mode: str = "", **more: Any) -> dict[str, Any]:
        """What `put_object_retention` is asked."""
        return {**self.version, "Retention": {"Mode": mode or self.mode, "RetainUntilDate": later(days)}, **more}


@pytest.fixture(params=["GOVERNANCE", "COMPLIANCE"])
def locked(emulator: Emulator, request: pytest.FixtureRequest) -> Locked:
    return Locked(emulator, request.param)


def session(emulator: Emulator, name: str, actions: list[str]) -> Any:
    """S3 as a role that may do this and no more."""
    iam = emulator.client("iam")
    trust = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    grants = document({"Effect": "Allow", "Action": actions, "Resource": "*"})
    iam.put_role_policy(RoleName=name, PolicyName="grants", PolicyDocument=grants)
    return emulator.client("s3", emulator.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"])


class TestALockedVersion:
    def test_is_neither_deleted_nor_released_before_its_day(self, locked: Locked) -> None:
        s3 = locked.s3
        assert error_of(s3.delete_object, **locked.version) == PROTECTED
        objects = [{"Key": "a", "VersionId": locked.version["VersionId"]}]
        assert s3.delete_objects(Bucket=locked.name, Delete={"Objects": objects})["Errors"][0]["Code"] == "AccessDenied"
        assert error_of(s3.put_object_retention, **locked.retain(59)) == PROTECTED
        assert error_of(s3.put_object_retention, **locked.version, Retention={}) == PROTECTED
        suspended = {"Status": "Suspended"}
        status, code, _ = error_of(s3.put_bucket_versioning, Bucket=locked.name, VersioningConfiguration=suspended)
        assert (status, code) == (409, "InvalidBucketState")
        assert locked.versions() == [("a", "STANDARD")]

    def test_says_how_it_is_locked(self, locked: Locked) -> None:
        told = locked.s3.get_object_retention(**locked.version)["Retention"]
        assert told["Mode"] == locked.mode
        assert abs(told["RetainUntilDate"] - locked.born - timedelta(days=60)) < timedelta(hours=1)

    def test_stays_locked_where_what_is_written_later_is_not(self, locked: Locked) -> None:
        no_lock = {"ObjectLockEnabled": "Enabled"}
        locked.s3.put_object_lock_configuration(Bucket=locked.name, ObjectLockConfiguration=no_lock)
        free = {"Bucket": locked.name, "Key": "b", "VersionId": locked.put("b")}
        assert error_of(locked.s3.get_object_retention, **free)[:2] == (404, "NoSuchObjectLockConfiguration")
        locked.s3.delete_object(**free)
        assert error_of(locked.s3.delete_object, **locked.version) == PROTECTED

    def test_is_hidden_and_nothing_more_by_who_may_delete(self, locked: Locked) -> None:
        locked.s3.delete_object(Bucket=locked.name, Key="a")
        assert locked.look("a") == "404"
        assert locked.versions() == [("a", "STANDARD"), ("a", "marker")]

    def test_is_locked_longer_by_who_may_lock(self, locked: Locked) -> None:
        locked.s3.put_object_retention(**locked.retain(90))
        locked.live(61)
        assert error_of(locked.s3.delete_object, **locked.version) == PROTECTED
        locked.live(91)
        locked.s3.delete_object(**locked.version)

    def test_is_hidden_by_its_lifecycle_while_it_is_locked_and_ends_after(self, locked: Locked) -> None:
        locked.s3.put_object_retention(**locked.retain(100))
        locked.live(99)
        assert locked.versions() == [("a", "STANDARD"), ("a", "marker")]
        locked.live(101)
        assert locked.versions() == [("a", "marker")]

    def test_cannot_be_locked_until_yesterday(self, locked: Locked) -> None:
        sentence = "The retain until date must be in the future!"
        refused = (400, "InvalidArgument", sentence)
        assert error_of(locked.s3.put_object_retention, **locked.retain(-1)) == refused


class TestGovernance:
    def test_yields_to_who_may_pass_it_over(self, emulator: Emulator) -> None:
        locked = Locked(emulator, "GOVERNANCE")
        locked.s3.put_object_retention(**locked.retain(1, BypassGovernanceRetention=True))
        assert error_of(locked.s3.delete_object, **locked.version) == PROTECTED
        locked.s3.delete_object(**locked.version, BypassGovernanceRetention=True)
        assert locked.versions() == []

    def test_yields_to_nobody_else(self, emulator: Emulator) -> None:
        locked = Locked(emulator, "GOVERNANCE")
        deletes = session(emulator, "deletes", ["s3:DeleteObject*", "s3:PutObjectRetention"])
        bypass = {"BypassGovernanceRetention": True}
        objects = [{"Key": "a", "VersionId": locked.version["VersionId"]}]
        for call, asked in [
            (deletes.delete_object, locked.version),
            (deletes.delete_objects, {"Bucket": locked.name, "Delete": {"Objects": objects}}),
            (deletes.put_object_retention, locked.retain(1)),
        ]:
            status, code, sentence = error_of(call, **asked, **bypass)
            assert (status, code) == (403, "AccessDenied")
            assert "is not authorized to perform: s3:BypassGovernanceRetention" in sentence

    def test_is_out_of_reach_for_who_only_writes(self, emulator: Emulator) -> None:
        locked = Locked(emulator, "GOVERNANCE")
        writes = session(emulator, "writes", ["s3:PutObject", "s3:DeleteObject"])
        objects = [{"Key": "a", "VersionId": locked.version["VersionId"]}]
        hold = {**locked.version, "LegalHold": {"Status": "ON"}}
        until = {"ObjectLockMode": "GOVERNANCE", "ObjectLockRetainUntilDate": later(9)}
        for call, asked, action in [
            (writes.put_object_retention, locked.retain(90), "PutObjectRetention"),
            (writes.put_object_legal_hold, hold, "PutObjectLegalHold"),
            (writes.put_object, {"Bucket": locked.name, "Key": "b", "Body": b"b", **until}, "PutObjectRetention"),
            (writes.delete_objects, {"Bucket": locked.name, "Delete": {"Objects": objects}}, "DeleteObjectVersion"),
        ]:
            assert f"is not authorized to perform: s3:{action} on" in error_of(call, **asked)[2]


class TestCompliance:
    def test_yields_to_nobody(self, emulator: Emulator) -> None:
        locked = Locked(emulator, "COMPLIANCE")
        bypass = {"BypassGovernanceRetention": True}
        assert error_of(locked.s3.delete_object, **locked.version, **bypass) == PROTECTED
        assert error_of(locked.s3.put_object_retention, **locked.retain(59, **bypass)) == PROTECTED
        assert error_of(locked.s3.put_object_retention, **locked.retain(90, "GOVERNANCE", **bypass)) == PROTECTED
