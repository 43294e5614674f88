"""Tells the number of a response from what people type in its place."""

import re

_E_MAIL = re.compile(r"\S@\S")
_PHONE = re.compile(r"\(?(?:0|\+?81[ -]?)(?:[ ().-]{0,2}[0-9]){8,10}")
"""A number as it is dialled in Japan; form tools number responses with as many digits, but not from 0."""
_CARD = re.compile(r"[2-6][0-9]{3}(?:[ -]?[0-9]{4}){3}")
_ASCII_WORD = re.compile(r"[!-~]{1,64}")
_NUMBERED = re.compile(r"(?=.*[0-9])[^\n。、！？!?]{1,24}")


def is_response_id(text: str) -> bool:
    """Whether the text looks like a response's number, and not like an address, a name or a sentence.

    An id is one word of ASCII, or a short text with a digit.
    """
    if _E_MAIL.search(text) or _PHONE.fullmatch(text) or _CARD.fullmatch(text):
        return False
    return bool(_ASCII_WORD.fullmatch(text) or _NUMBERED.fullmatch(text))
