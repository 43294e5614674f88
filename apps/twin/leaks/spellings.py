"""The ways in which programs write one text."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def spellings(text: str) -> frozenset[bytes]:
    """Every spelling of a text, as bytes: encodings, escapes, and what is left of it inside base64."""
    return frozenset(spelled for spelled in _spelled(text) if spelled)


def _spelled(text: str) -> Iterator[bytes]:
    for written in {text, text.upper(), text.lower(), text.translate(_WIDE), *_escaped(text)}:
        yield from _encoded(written)
    for encoded in (text.encode(), text.encode("utf-16-le")):
        yield encoded.hex().encode()
        yield encoded.hex().upper().encode()
        yield from _within_base64(encoded)


def _escaped(text: str) -> Iterator[str]:
    """Inside JSON, once and twice; inside an address; inside XML and HTML; inside a Python or Java literal."""
    ascii_only = json.dumps(text)[1:-1]
    yield ascii_only
    yield ascii_only.upper().replace("\\U", "\\u")
    yield json.dumps(ascii_only)[1:-1]
    percent = quote(text, safe="")
    yield from (percent, percent.lower(), quote(percent, safe=""), quote(text, safe="@"))
    yield escape(text)
    yield "".join(f"&#{ord(character)};" for character in text)
    yield "".join(f"&#x{ord(character):x};" for character in text)
    yield "".join(f"\\x{byte:02x}" for byte in text.encode())


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc-jp"):
        try:
            yield text.encode(encoding)
        except UnicodeEncodeError:
            continue


def _within_base64(content: bytes) -> Iterator[bytes]:
    """What stands in base64 for `content` wherever it begins: without the characters that its neighbours share."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + content)
        start = -(-before * 8 // 6)
        end = (before + len(content)) * 8 // 6
        inner = whole[start:end]
        if len(inner) >= 6:
            yield inner
            yield inner.replace(b"+", b"-").replace(b"/", b"_")
