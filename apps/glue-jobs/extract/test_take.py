import json
from types import SimpleNamespace

import pytest

from extract.take import take_corrections
from extract.transform import keyed_hash


class Objects:
    """The storage of a job, in memory, in the order in which objects were put."""

    def __init__(self, **files: str) -> None:
        self.landing = {f"mended/{name.replace('__', '/')}.csv": text.encode() for name, text in files.items()}
        self.raw: dict[str, object] = {}

    def keys_by_age(self, _bucket, prefix):
        return [key for key in self.landing if key.startswith(prefix)]

    def keys(self, _bucket, prefix):
        return iter([key for key in self.raw if key.startswith(prefix)])

    def read(self, _bucket, key):
        return self.landing[key]

    def read_json(self, uri):
        return json.loads(json.dumps(self.raw[uri.partition("//raw/")[2]]))

    def write_json(self, _bucket, key, document):
        self.raw[key] = document

    def delete(self, _bucket, keys):
        for key in keys:
            del self.landing[key]


@pytest.fixture
def take(spark, contracts):
    def run(storage):
        args = {"landing_bucket": "landing", "raw_bucket": "raw"}
        job = SimpleNamespace(spark=spark, contracts=contracts, storage=storage, args=args)
        return take_corrections(job, {"customer": keyed_hash("k")})

    return run


def test_keeps_corrections_and_deletes_their_files(take):
    storage = Objects(purchase__a="purchase_id,quantity\np1,1\n", purchase__b="purchase_id,quantity\np1,2\np2,3\n")
    assert [(outcome["file"], outcome["rows"], outcome["reason"]) for outcome in take(storage)] == [
        ("a.csv", 1, ""),
        ("b.csv", 2, ""),
    ]
    assert storage.raw == {"mended/purchase.json": {"p1": {"quantity": "2"}, "p2": {"quantity": "3"}}}
    assert storage.landing == {}


def test_the_same_file_once_more_changes_nothing(take):
    storage = Objects(purchase__a="purchase_id,quantity\np1,1\n")
    take(storage)
    kept = json.dumps(storage.raw)
    storage.landing = Objects(purchase__a="purchase_id,quantity\np1,1\n").landing
    take(storage)
    assert json.dumps(storage.raw) == kept


def test_leaves_a_refused_file_to_its_owner_and_takes_the_others(take):
    storage = Objects(review__bad="review_id,body\nr1,text\n", review__good="review_id,rating\nr1,5\n")
    refused, taken = take(storage)
    assert refused["reason"].startswith("bad.csv: its columns must be some of review_id")
    assert (taken["file"], taken["rows"]) == ("good.csv", 1)
    assert list(storage.landing) == ["mended/review/bad.csv"]


def test_does_nothing_where_nobody_handed_anything_in(take):
    storage = Objects()
    assert take(storage) == []
    assert storage.raw == {}
