import hashlib
import hmac

import pytest

from extract.mended import RefusedError, corrections_of, merged
from extract.transform import keyed_hash

KEY = "鍵"


def pseudonym(value: str) -> str:
    return hmac.new(KEY.encode(), value.encode(), hashlib.sha256).hexdigest()


@pytest.fixture
def read(spark, dataset):
    def corrections(text, name="purchase"):
        content = text if isinstance(text, bytes) else text.encode()
        return corrections_of(spark, content, dataset(name), {"customer": keyed_hash(KEY)})

    return corrections


def test_has_the_corrected_columns_by_key_and_null_for_an_empty_field(read):
    found = read("purchase_id,quantity,category\np1,2,\n\np2,1,Knits\n")
    assert found == {"p1": {"quantity": "2", "category": None}, "p2": {"quantity": "1", "category": "Knits"}}


def test_replaces_a_customer_by_the_keyed_hash_of_its_number(read):
    assert read("purchase_id,customer_id\np1,c7\n") == {"p1": {"customer_key": pseudonym("c7")}}
    assert read("customer_id,birth_year\nc7,1990\n", "customer") == {pseudonym("c7"): {"birth_year": "1990"}}


def test_takes_the_pseudonym_that_the_quarantine_shows(read):
    assert read(f"customer_key,birth_year\n{pseudonym('c7')},1990\n", "customer") == {
        pseudonym("c7"): {"birth_year": "1990"}
    }


def test_withholds_what_does_not_look_like_its_column(read):
    found = read("purchase_id,status,customer_key\np1,taro@example.jp,山田\n")
    assert found == {"p1": {"status": "<withheld>", "customer_key": "<withheld>"}}


REFUSED = {
    "a personal column": ("purchase_id,email\np1,a@b.jp\n", "its columns must be some of .* got email"),
    "no key": ("quantity,status\n1,paid\n", "its header must have purchase_id and a column to correct"),
    "nothing but the key": ("purchase_id\np1\n", "a column to correct"),
    "a column twice": ("purchase_id,quantity,quantity\np1,1,2\n", "each once"),
    "a row without its key": ("purchase_id,quantity\n,1\n", "row 2 must have a purchase_id"),
    "a key twice": ("purchase_id,quantity\np1,1\np1,2\n", "row 3 must have a purchase_id that no other row has"),
    "a field too many": ("purchase_id,quantity\np1,1,2\n", "row 2 must have 2 fields, got 3"),
    "no row": ("purchase_id,quantity\n", "1 to 10,000 rows below its header, got 0"),
    "nothing": ("", "its header must have purchase_id"),
    "another encoding": ("purchase_id,category\np1,服\n".encode("shift_jis"), "it must be CSV in UTF-8"),
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses_a_file_whole_and_says_why_without_its_values(read, text, sentence):
    with pytest.raises(RefusedError, match=sentence) as refused:
        read(text)
    assert "a@b.jp" not in str(refused.value)


def test_the_newer_correction_of_a_column_wins():
    older = {"p2": {"status": "paid"}, "p1": {"quantity": "1", "status": "paid"}}
    both = merged(older, {"p1": {"quantity": "2"}})
    assert both == {"p1": {"quantity": "2", "status": "paid"}, "p2": {"status": "paid"}}
    assert merged(both, {"p1": {"quantity": "2"}}) == both
