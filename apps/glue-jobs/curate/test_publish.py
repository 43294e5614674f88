import boto3
import pytest
from moto import mock_aws

from common.storage import Storage
from curate.publish import publish


@pytest.fixture
def storage(monkeypatch):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        s3 = boto3.client("s3", "ap-northeast-1", aws_access_key_id="test", aws_secret_access_key="test")
        s3.create_bucket(Bucket="curated", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
        yield Storage(s3)


def put(storage, **objects):
    for key, body in objects.items():
        storage.s3.put_object(Bucket="curated", Key=key, Body=body.encode())


def bodies(storage):
    read = {key: storage.s3.get_object(Bucket="curated", Key=key) for key in storage.keys("curated", "")}
    return {key: answer["Body"].read().decode() for key, answer in read.items()}


NEW = {
    "_aside/purchase/run=2/year=2024/month=01/part-00001-b.parquet": "new january, second",
    "_aside/purchase/run=2/year=2024/month=01/part-00000-a.parquet": "new january",
    "_aside/purchase/run=2/year=2024/month=03/part-00001-a.parquet": "new march",
    "_aside/purchase/run=2/_SUCCESS": "",
}
OLD = {
    "purchase/year=2024/month=01/rows-00000.parquet": "old january",
    "purchase/year=2024/month=02/rows-00000.parquet": "old february",
    "purchase/year=2024/month=03/rows-00007.parquet": "left by a run that died",
}
PUBLISHED = {
    "purchase/year=2024/month=01/rows-00000.parquet": "new january",
    "purchase/year=2024/month=01/rows-00001.parquet": "new january, second",
    "purchase/year=2024/month=03/rows-00000.parquet": "new march",
}


def run_publish(storage):
    return publish(storage, "curated", "_aside/purchase/run=2/", "purchase/")


def test_replaces_the_table_and_leaves_nothing_of_the_older_one(storage):
    put(storage, **OLD, **NEW, **{"purchase_other/rows-00000.parquet": "another table"})
    published = run_publish(storage)
    assert (published.files, published.removed) == (3, 2)
    assert bodies(storage) == PUBLISHED | {"purchase_other/rows-00000.parquet": "another table"}


def test_twice_is_the_same_as_once(storage):
    put(storage, **OLD, **NEW)
    run_publish(storage)
    put(storage, **NEW)
    run_publish(storage)
    assert bodies(storage) == PUBLISHED


def test_a_copy_that_fails_loses_no_row_of_the_older_table(storage, monkeypatch):
    put(storage, **OLD, **NEW)
    monkeypatch.setattr(Storage, "copy", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_publish(storage)
    assert bodies(storage) == OLD | NEW


def test_deletes_more_objects_than_one_request_takes(storage):
    put(storage, **{f"purchase/old-{number:04d}.parquet": "x" for number in range(1001)})
    assert run_publish(storage).removed == 1001
    assert bodies(storage) == {}
