"""What a text looks like: an e-mail, a card, a telephone number."""

from __future__ import annotations

from pyspark.sql import Column
from pyspark.sql import functions as F

_WIDE = "０１２３４５６７８９＋（）＠．　－ー‐‑‒–—−"
_PLAIN = "0123456789+()@. --------"

E_MAIL = r"\S@\S"
CARD = r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)"
PHONE = r"(?<!\d)\(?\d(?:[ ().-]{0,2}\d){8,14}(?!\d)"


def plain(text: Column) -> Column:
    """The text with ASCII in place of full-width digits and signs."""
    return F.translate(text, _WIDE, _PLAIN)
