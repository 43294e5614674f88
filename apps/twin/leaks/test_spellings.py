import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from leaks.canary import Canary
from leaks.grams import CHUNK
from leaks.search import Search

NAME = Canary("customer.name", "雲雀丘 鏡花", ("雲雀丘",))
MAIL = Canary("customer.email", "hibari.qzxvkwtnbr@example.jp", ("qzxvkwtnbr",))
ADDRESS = Canary("clicks.ip", "2001:db8::71f3:a9c2", ("71f3:a9c2",))

WRITTEN = {
    "as it is": lambda text: text.encode(),
    "in capitals": lambda text: text.upper().encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-be"),
    "Shift_JIS": lambda text: text.encode("cp932"),
    "JSON": lambda text: json.dumps(text).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps({"text": text})).encode(),
    "an address": lambda text: quote(text).encode(),
    "an address twice": lambda text: quote(quote(text)).encode(),
    "a form": lambda text: quote_plus(text).lower().encode(),
    "HTML": lambda text: "".join(f"&#{ord(character)};" for character in text).encode(),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, one byte later": lambda text: base64.b64encode(b"." + text.encode() + b"!"),
    "base64, two bytes later": lambda text: base64.b64encode(b".." + text.encode() + b"!!"),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16")),
    "base64 of a URL": lambda text: base64.urlsafe_b64encode(b"?>" + text.encode()),
    "a literal of bytes": lambda text: repr(text.encode()).encode(),
}


@pytest.mark.parametrize("canary", [NAME, MAIL, ADDRESS], ids=lambda canary: canary.name)
@pytest.mark.parametrize("written", WRITTEN)
def test_finds_a_canary_however_it_is_written(written, canary):
    content = b"before " + WRITTEN[written](canary.value) + b" after"
    assert [found.canary for found in Search([canary]).look("here", content)] == [canary.name]


def test_finds_what_is_left_of_a_value_that_was_cut():
    assert list(Search([MAIL]).look("here", b"hibari.qzxvkwtnbr@exam"))


def test_finds_nothing_where_nothing_is():
    text = "hibari@example.jp, 雲雀, qzxvkwtnb, 2001:db8::71f3" * 1000
    assert list(Search([NAME, MAIL, ADDRESS]).look("here", text.encode())) == []


def test_finds_a_canary_that_lies_across_two_chunks():
    for place in (CHUNK - 12, CHUNK - 9, CHUNK - 5, CHUNK - 1, CHUNK):
        content = b"." * place + b"qzxvkwtnbr" + b"." * 100
        assert [found.canary for found in Search([MAIL]).look("here", content)] == ["customer.email"]


def test_tells_each_canary_once_a_thing_and_what_stands_around_it():
    (found,) = Search([MAIL]).look("s3://bucket/key", b"to: hibari.qzxvkwtnbr@example.jp, cc: qzxvkwtnbr")
    assert (found.place, found.around) == ("s3://bucket/key", "to: hibari.qzxvkwtnbr@example.jp, cc: qzxvkwtnbr")
