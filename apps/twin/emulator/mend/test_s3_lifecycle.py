from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from emulator.conftest import REGION

if TYPE_CHECKING:
    from emulator.conftest import Emulator


@pytest.mark.parametrize(
    "by_size",
    [
        {"ObjectSizeGreaterThan": 1},
        {"ObjectSizeLessThan": 4096},
        {"And": {"Prefix": "a/", "ObjectSizeGreaterThan": 1, "ObjectSizeLessThan": 9}},
    ],
    ids=["above", "below", "between, of a prefix"],
)
def test_a_rule_keeps_its_filter_by_size(emulator: Emulator, by_size: dict[str, Any]) -> None:
    s3, name = emulator.client("s3"), f"sized-{abs(hash(str(by_size)))}"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    common = {"Status": "Enabled", "Expiration": {"Days": 3}}
    rules = [{"ID": "all", "Filter": {"Prefix": ""}, **common}, {"ID": "sized", "Filter": by_size, **common}]
    s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
    told = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    assert [rule["Filter"] for rule in told] == [{"Prefix": ""}, by_size]
