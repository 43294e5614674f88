"""Thousands of short texts looked for in many megabytes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

GRAM = 6
"""Bytes by which a text is first recognised: its last ones, as its first are often those of a date or an escape."""
CHUNK = 4 * 1024 * 1024
"""Bytes that are looked at in one go."""
_TABLE_BITS = 18
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Grams:
    """Finds any of many texts. Each must have GRAM bytes at least."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        self._by_gram: defaultdict[int, list[bytes]] = defaultdict(list)
        for text in texts:
            if len(text) < GRAM:
                raise ValueError(f"a text must have at least {GRAM} bytes, got {text!r}")
            self._by_gram[int.from_bytes(text[-GRAM:], "little")].append(text)
        self._known = np.array(sorted(self._by_gram), dtype=np.uint64)
        self._table = np.zeros(1 << _TABLE_BITS, dtype=bool)
        self._table[_slots(self._known)] = True

    def within(self, content: bytes) -> Iterator[tuple[int, bytes]]:
        """Where each text begins, and the text, as often as it is there."""
        for start in range(0, len(content), CHUNK):
            grams = _grams_of(content[start : start + CHUNK + GRAM - 1])
            likely = np.flatnonzero(self._table[_slots(grams)])
            for at in likely[np.isin(grams[likely], self._known)]:
                end = start + int(at) + GRAM
                for text in self._by_gram[int(grams[at])]:
                    if content.endswith(text, 0, end):
                        yield end - len(text), text


def _grams_of(content: bytes) -> np.ndarray:
    """The GRAM bytes from each place on, as a number."""
    octets = np.frombuffer(content, dtype=np.uint8)
    places = max(len(octets) - GRAM + 1, 0)
    grams = np.zeros(places, dtype=np.uint64)
    for byte in range(GRAM):
        grams |= octets[byte : byte + places].astype(np.uint64) << np.uint64(8 * byte)
    return grams


def _slots(grams: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return (grams * _MIX) >> np.uint64(64 - _TABLE_BITS)
