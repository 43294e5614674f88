import pytest
from pyspark.sql import functions as F

from quality.masking import masked

CASES = {
    "taro@example.jp": "<e-mail>",
    "mail: taro＠example.jp": "<e-mail>",
    "4111 1111 1111 1111": "<card>",
    "4111-1111-1111-1111": "<card>",
    "378282246310005": "<card>",
    "090-1234-5678": "<phone>",
    "tel0312345678": "<phone>",
    "+81 (3) 1234 5678": "<phone>",
    "０９０ー１２３４ー５６７８": "<phone>",
    "Taro Yamada": "<name>",
    "Jean-Luc  O’Neill": "<name>",
    "山田太郎": "<name>",
    "山 田": "<name>",
    "ヤマダ タロウ": "<name>",
    "paid": "paid",
    "Paid ": "Paid ",
    "10000001": "10000001",
    "-1001": "-1001",
    "": "",
    None: None,
    "x" * 40: "x" * 32,
    "𠮷" + "x" * 40: "𠮷" + "x" * 31,
    "x" * 40 + " taro@example.jp": "<e-mail>",
}


@pytest.fixture(scope="module")
def shown(spark):
    frame = spark.createDataFrame([(value,) for value in CASES], "value string")
    return {row.value: row.shown for row in frame.select("value", masked(F.col("value")).alias("shown")).collect()}


@pytest.mark.parametrize("value", CASES)
def test_shows_what_cannot_point_at_a_person_and_masks_the_rest(shown, value):
    assert shown[value] == CASES[value]
