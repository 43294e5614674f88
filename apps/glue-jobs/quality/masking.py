"""Values of bad rows, made fit to be kept for people who look for the cause."""

from __future__ import annotations

from pyspark.sql import Column
from pyspark.sql import functions as F

from common.looks import CARD, E_MAIL, PHONE, plain

KEPT_CHARACTERS = 32
"""How much of a value is kept (requirements: row quarantine)."""

_LATIN_NAME = r"(?U)^\s*\p{L}[\p{L}\p{M}'’.-]*(?:\s+\p{L}[\p{L}\p{M}'’.-]*)+\s*$"
_JAPANESE_NAME = r"[\p{IsHan}\p{IsHiragana}\p{IsKatakana}]{2}|[\p{IsHan}][ ][\p{IsHan}]"


def masked(value: Column) -> Column:
    """The first characters of a text, or what it looks like: an e-mail, a card, a phone, a name. NULL stays NULL.

    A text in Japanese script counts as a name: here it is better to hide a word too many.
    """
    text = plain(value)
    return (
        F.when(text.rlike(E_MAIL), "<e-mail>")
        .when(text.rlike(CARD), "<card>")
        .when(text.rlike(PHONE), "<phone>")
        .when(text.rlike(_LATIN_NAME) | value.rlike(_JAPANESE_NAME), "<name>")
        .otherwise(F.substring(value, 1, KEPT_CHARACTERS))
    )


def shortened(value: Column) -> Column:
    """The first characters of a value that cannot point at a person: a time, a truth value, a pseudonym."""
    return F.substring(value.cast("string"), 1, KEPT_CHARACTERS)
