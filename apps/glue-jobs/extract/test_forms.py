import pytest
from pyspark.sql import functions as F

from common.frames import WITHHELD
from common.run import ConfigurationError
from extract.forms import fitted
from extract.transform import keyed_hash

STATUS = {"kind": "one of", "values": ["paid", "cancelled", "returned"]}

PASSING = {
    "code": ["1", "P0000001", "r-17", "2024-0001", "1234567890", "20240101000017", "0f8fad5b-d9cb-469f"],
    "label": [
        "Dresses",
        "ワンピース Dresses",
        'バッグ, 小物 "Bags"',
        "Ｔシャツ T-shirts",
        "3-5歳",
        "𠮷祥柄 Heritage",
        "1000円均一",
        "京都\n小物",
    ],
    "one of": ["paid", "cancelled", "returned"],
    "number": ["0", "-1", "1001", "12345678"],
}
OTHERS = {
    "code": [
        "taro@example.jp",
        "山田太郎",
        "Taro",
        "090-1234-5678",
        "09012345678",
        "0312345678",
        "+819012345678",
        "4111 1111 1111 1111",
        "4111111111111111",
        "Lovely coat, it fits 5 of 5",
        "a" * 64 + "1",
    ],
    "label": [
        "taro@example.jp",
        "taro＠example.jp",
        "090-1234-5678",
        "０９０１２３４５６７８",
        "123-4567",
        "2024-05-01",
        "東京都千代田区丸の内1",
        "梅田3丁目",
        "生地がしっかりしています。",
        "Fits well. And more.",
        "また買う！",
        "https://mall.example",
        "x" * 41,
    ],
    "one of": ["Paid", "1234", "taro@example.jp", "山田太郎", "card"],
    "number": ["312345678", "1.5", "taro@example.jp", "1234-5678", "１"],
}
FORMS = {
    "code": {"kind": "code"},
    "label": {"kind": "label"},
    "one of": STATUS,
    "number": {"kind": "number", "digits": 8},
}


@pytest.fixture(scope="module")
def pseudonym(spark):
    return keyed_hash("k" * 32)


@pytest.fixture(scope="module")
def left(spark, pseudonym):
    """What leaves the source, by form and value."""
    values = sorted({value for by_form in (PASSING, OTHERS) for values in by_form.values() for value in values})
    frame = spark.createDataFrame([(value,) for value in values], "value string")
    columns = [fitted(F.col("value"), form, pseudonym).alias(kind) for kind, form in FORMS.items()]
    rows = frame.select("value", *columns).collect()
    return {(kind, row.value): row[kind] for row in rows for kind in FORMS}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in PASSING.items() for value in values])
def test_lets_pass_what_looks_like_the_column(left, kind, value):
    assert left[kind, value] == value


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, values in OTHERS.items() if kind != "code" for value in values]
)
def test_withholds_what_slipped_in_from_elsewhere(left, kind, value):
    assert left[kind, value] == WITHHELD


def test_gives_what_is_no_code_a_pseudonym_of_its_own(left):
    pseudonyms = {left["code", value] for value in OTHERS["code"]}
    assert len(pseudonyms) == len(OTHERS["code"])
    assert all(len(pseudonym) == 64 and set(pseudonym) <= set("0123456789abcdef") for pseudonym in pseudonyms)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_leaves_null_as_it_is(spark, pseudonym, form):
    rows = spark.createDataFrame([(None,)], "value string").select(
        fitted(F.col("value"), form, pseudonym).alias("left")
    )
    assert rows.collect()[0].left is None


def test_refuses_a_form_that_it_does_not_know(pseudonym):
    with pytest.raises(ConfigurationError, match="a column's form must be a code, label, one of or number, got shape"):
        fitted(F.col("value"), {"kind": "shape"}, pseudonym)
