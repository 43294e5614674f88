"""S3's lifecycle on a running emulator: what its clients see, and what outlives it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
from botocore.exceptions import ClientError

from emulator.conftest import PATIENCE_SECONDS, error_of, start
from emulator.engines.lifecycle.testing import ALL, Bucket

if TYPE_CHECKING:
    from emulator.conftest import Emulator

EXPORTS = [
    {
        **ALL,
        "ID": "housekeeping",
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
        "Expiration": {"ExpiredObjectDeleteMarker": True},
    },
    {
        **ALL,
        "ID": "exports-moves",
        "Filter": {"ObjectSizeGreaterThan": 1},
        "Transitions": [
            {"Days": 30, "StorageClass": "STANDARD_IA"},
            {"Days": 90, "StorageClass": "GLACIER"},
            {"Days": 730, "StorageClass": "DEEP_ARCHIVE"},
        ],
    },
    {**ALL, "ID": "exports-end", "Expiration": {"Days": 1827}},
]
"""What `libs/backup` gives the bucket of exports."""


def test_an_export_lives_its_five_years_class_by_class(emulator: Emulator) -> None:
    bucket = Bucket(emulator, EXPORTS)
    bucket.put("year=2024/part.gz.parquet")
    bucket.put("year=2024/nothing", b"")
    seen = [(0, bucket.look("year=2024/part.gz.parquet"))]
    for day in (29, 30, 89, 90, 729, 730, 1826):
        bucket.live(day)
        seen.append((day, bucket.look("year=2024/part.gz.parquet")))
    assert seen == [
        (0, "STANDARD"),
        (29, "STANDARD"),
        (30, "STANDARD_IA"),
        (89, "STANDARD_IA"),
        (90, "GLACIER"),
        (729, "GLACIER"),
        (730, "DEEP_ARCHIVE"),
        (1826, "DEEP_ARCHIVE"),
    ]
    assert bucket.look("year=2024/nothing") == "STANDARD"
    bucket.live(1827)
    assert bucket.look("year=2024/part.gz.parquet") == bucket.look("year=2024/nothing") == "404"
    assert ("year=2024/part.gz.parquet", "DEEP_ARCHIVE") in bucket.versions()
    bucket.live(1857)
    assert len(bucket.versions()) == 4
    bucket.live(1858)
    assert bucket.versions() == [("year=2024/nothing", "marker"), ("year=2024/part.gz.parquet", "marker")]
    bucket.live(1859)
    assert bucket.versions() == []


def test_a_look_ahead_tells_the_same_and_changes_nothing(emulator: Emulator) -> None:
    bucket = Bucket(emulator, EXPORTS)
    bucket.put("a")
    bucket.put("a")
    looked = bucket.live(1827, "GET")
    assert bucket.versions() == [("a", "STANDARD"), ("a", "STANDARD")]
    lived = bucket.live(1827)
    assert looked["done"] == lived["done"]
    assert looked["left"] == lived["left"]
    assert [(each["rule"], each["action"], each["to"], each["objects"], each["bytes"]) for each in looked["done"]] == [
        ("housekeeping", "remove", "", 1, 6),
        ("exports-moves", "move", "STANDARD_IA", 1, 6),
        ("exports-moves", "move", "GLACIER", 1, 6),
        ("exports-moves", "move", "DEEP_ARCHIVE", 1, 6),
        ("exports-end", "hide", "", 1, 6),
    ]
    assert looked["left"] == [{"state": "noncurrent", "class": "DEEP_ARCHIVE", "objects": 1, "bytes": 6}]


def test_what_is_archived_is_asked_for_read_as_a_copy_and_archived_again(emulator: Emulator) -> None:
    bucket = Bucket(emulator, EXPORTS)
    bucket.put("a", b"old")
    newest = bucket.put("a", b"export")
    bucket.live(29)
    request = {"Bucket": bucket.name, "Key": "a", "VersionId": newest}
    asked = {"Days": 2, "GlacierJobParameters": {"Tier": "Standard"}}

    def restore(**asked: Any) -> Any:
        try:
            return bucket.s3.restore_object(**request, RestoreRequest=asked)["ResponseMetadata"]["HTTPStatusCode"]
        except ClientError as error:
            return error.response["Error"]["Code"]

    assert restore(**asked) == "InvalidObjectState"
    bucket.live(730)
    assert bucket.read("a") == "InvalidObjectState"
    copied = {"Bucket": bucket.name, "Key": "b", "CopySource": f"{bucket.name}/a"}
    with pytest.raises(ClientError, match="ObjectNotInActiveTierError"):
        bucket.s3.copy_object(**copied)
    assert restore(Days=2, GlacierJobParameters={"Tier": "Expedited"}) == "InvalidArgument"
    assert restore(**asked) == 202
    assert error_of(bucket.s3.restore_object, **request, RestoreRequest=asked) == (
        *(409, "RestoreAlreadyInProgress", "Object restore is already in progress"),
    )
    assert bucket.s3.head_object(**request)["Restore"] == 'ongoing-request="true"'
    assert bucket.read("a") == "InvalidObjectState"

    bucket.live(731)
    assert bucket.read("a") == b"export"
    assert bucket.look("a") == "DEEP_ARCHIVE"
    assert restore(**asked) == 200
    bucket.live(732)
    assert bucket.read("a") == b"export"
    bucket.live(735)
    assert bucket.read("a") == "InvalidObjectState"
    assert "Restore" not in bucket.s3.head_object(**request)


def test_a_locked_version_stays_until_its_day_and_a_held_one_for_ever(emulator: Emulator) -> None:
    rules = [{**ALL, "ID": "end", "Expiration": {"Days": 7}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}}]
    bucket = Bucket(emulator, rules, lock=True)
    retention = {"Mode": "GOVERNANCE", "Days": 60}
    bucket.s3.put_object_lock_configuration(
        Bucket=bucket.name,
        ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}},
    )
    locked, held = bucket.put("locked"), bucket.put("held")
    bucket.s3.put_object_legal_hold(Bucket=bucket.name, Key="held", VersionId=held, LegalHold={"Status": "ON"})
    bucket.live(59)
    assert bucket.look("locked") == "404"
    assert ("locked", "STANDARD") in bucket.versions()
    with pytest.raises(ClientError, match="AccessDenied"):
        bucket.s3.delete_object(Bucket=bucket.name, Key="locked", VersionId=locked)
    bucket.live(400)
    assert bucket.versions() == [("held", "STANDARD"), ("held", "marker")]


def test_an_upload_that_was_never_completed_ends(emulator: Emulator) -> None:
    bucket = Bucket(emulator, EXPORTS)
    upload = bucket.s3.create_multipart_upload(Bucket=bucket.name, Key="a")["UploadId"]
    bucket.s3.upload_part(Bucket=bucket.name, Key="a", UploadId=upload, PartNumber=1, Body=b"part")
    assert bucket.live(1)["done"] == []
    [done] = bucket.live(2)["done"]
    assert (done["rule"], done["action"], done["objects"], done["bytes"]) == ("housekeeping", "abort", 1, 4)
    assert "Uploads" not in bucket.s3.list_multipart_uploads(Bucket=bucket.name)


def test_what_is_written_later_is_younger(emulator: Emulator) -> None:
    bucket = Bucket(emulator, EXPORTS)
    bucket.put("a")
    bucket.live(100)
    bucket.put("a", b"again")
    assert bucket.read("a") == b"again"
    listed = bucket.s3.list_object_versions(Bucket=bucket.name)["Versions"]
    assert [(each["IsLatest"], each["StorageClass"]) for each in listed] == [(True, "STANDARD"), (False, "GLACIER")]
    assert listed[0]["LastModified"] - bucket.born > timedelta(days=99)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "either 'at'"),
        ({"at": "tomorrow"}, "'at' must be a time such as 2029-07-05T00:00:00Z, got 'tomorrow'"),
        ({"days": "-1"}, "'days' must be a whole number of days from 0, got '-1'"),
        ({"at": "2020-01-01T00:00:00Z"}, "no time goes back"),
        ({"days": "1", "bucket": "elsewhere"}, "there is no bucket 'elsewhere'"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(emulator: Emulator, query: dict[str, str], sentence: str) -> None:
    Bucket(emulator, EXPORTS)
    with pytest.raises(HTTPError) as refused:
        emulator.control(f"lifecycle?{urlencode(query)}", "POST")
    assert sentence in json.load(refused.value)["error"]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"Transitions": [{"Days": 29, "StorageClass": "STANDARD_IA"}]}, "greater than or equal to 30"),
        (
            {"Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 59, "StorageClass": "GLACIER"}]},
            "30 days more",
        ),
        (
            {"Transitions": [{"Days": 30, "StorageClass": "GLACIER"}], "Expiration": {"Days": 30}},
            "must be greater than",
        ),
    ],
)
def test_a_rule_that_s3_refuses_is_refused(emulator: Emulator, rule: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ClientError, match=sentence):
        Bucket(emulator, [{**ALL, "ID": "wrong", **rule}])


def test_a_rule_that_cannot_be_run_stops_every_bucket(emulator: Emulator) -> None:
    first = Bucket(emulator, [{**ALL, "ID": "end", "Expiration": {"Days": 1}}])
    first.put("a")
    cold = Bucket(emulator, [{**ALL, "ID": "cold", "Transitions": [{"Days": 1, "StorageClass": "GLACIER_IR"}]}])
    with pytest.raises(HTTPError) as refused:
        emulator.control("lifecycle?days=9", "POST")
    assert f"{cold.name}: rule cold: the twin moves objects to" in json.load(refused.value)["error"]
    assert first.look("a") == "STANDARD"


def test_what_ended_is_gone_from_a_twin_that_was_killed_and_came_back(emulator: Emulator) -> None:
    bucket = Bucket(emulator, EXPORTS)
    bucket.put("old")
    bucket.live(1000)
    bucket.put("new")
    bucket.live(1900)
    emulator.process.kill()
    emulator.process.wait(PATIENCE_SECONDS)
    emulator.process = start(emulator.state, emulator.port).process
    assert bucket.versions() == [("new", "DEEP_ARCHIVE")]
    with pytest.raises(HTTPError):  # nor does its time go back
        bucket.live(1898)
    bucket.live(2900)
    assert bucket.versions() == []
