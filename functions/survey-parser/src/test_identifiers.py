import pytest

from identifiers import is_response_id


@pytest.mark.parametrize(
    "text", ["R2024Q1-00001", "odd-1", "a", "A", "118234567890", "2024/01", "回答 17", "№ 3", "0001"]
)
def test_knows_the_number_of_a_response(text):
    assert is_response_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "taro@example.jp",
        "090-1234-5678",
        "09012345678",
        "0312345678",
        "4111 1111 1111 1111",
        "山田太郎",
        "山田 太郎",
        "Taro Yamada",
        "また買います。3回目です。",
    ],
)
def test_knows_what_people_type_in_its_place(text):
    assert not is_response_id(text)
