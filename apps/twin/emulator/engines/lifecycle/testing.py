"""What tests of a bucket's years share."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from botocore.exceptions import ClientError

from emulator.conftest import PATIENCE_SECONDS, REGION, Emulator

ALL: dict[str, Any] = {"Status": "Enabled", "Filter": {"Prefix": ""}}
"""What every rule for all objects says."""


def _midnight_after(moment: datetime) -> datetime:
    return (moment + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


class Bucket:
    """A versioned bucket with a lifecycle, and its time."""

    def __init__(self, emulator: Emulator, rules: list[dict[str, Any]], *, lock: bool = False) -> None:
        self.emulator, self.name, self.s3 = emulator, f"aged-{uuid.uuid4().hex[:8]}", emulator.client("s3")
        location = {"LocationConstraint": REGION}
        self.s3.create_bucket(Bucket=self.name, CreateBucketConfiguration=location, ObjectLockEnabledForBucket=lock)
        versioned = {"Status": "Enabled"}
        self.s3.put_bucket_versioning(Bucket=self.name, VersioningConfiguration=versioned)
        self.s3.put_bucket_lifecycle_configuration(
            Bucket=self.name,
            LifecycleConfiguration={"Rules": rules},
            TransitionDefaultMinimumObjectSize="varies_by_storage_class",
        )
        self.born = datetime.now(UTC)
        if (left := (_midnight_after(self.born) - self.born).total_seconds()) < PATIENCE_SECONDS:
            # what is put next would be a day younger
            time.sleep(left)
            self.born = datetime.now(UTC)

    def put(self, key: str, body: bytes = b"export", **more: Any) -> str:
        """The version that it is."""
        return self.s3.put_object(Bucket=self.name, Key=key, Body=body, **more)["VersionId"]

    def live(self, days: float, method: str = "POST") -> dict[str, Any]:
        """Until the midnight after so many days since the bucket was made."""
        midnight = _midnight_after(self.born + timedelta(days=days))
        query = urlencode({"bucket": self.name, "at": midnight.isoformat()})
        return self.emulator.control(f"lifecycle?{query}", method)["buckets"][0]

    def look(self, key: str) -> str:
        """The class of an object, or that it is not found."""
        try:
            return self.s3.head_object(Bucket=self.name, Key=key).get("StorageClass", "STANDARD")
        except ClientError as error:
            return error.response["Error"]["Code"]

    def read(self, key: str) -> bytes | str:
        """What is in an object, or the error's code."""
        try:
            return self.s3.get_object(Bucket=self.name, Key=key)["Body"].read()
        except ClientError as error:
            return error.response["Error"]["Code"]

    def versions(self) -> list[tuple[str, str]]:
        """Key and class of every version, then of every delete marker."""
        listed = self.s3.list_object_versions(Bucket=self.name)
        objects = [(each["Key"], each["StorageClass"]) for each in listed.get("Versions", [])]
        return [*objects, *((each["Key"], "marker") for each in listed.get("DeleteMarkers", []))]
