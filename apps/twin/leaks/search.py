"""Looks for canaries in bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaks.canary import Canary
from leaks.grams import GRAM, Grams
from leaks.spellings import spellings
from leaks.unpack import unpacked

_AROUND = 40
"""Bytes shown before and after what was found."""


@dataclass(frozen=True)
class Found:
    """A canary where it was found, with what stands around it."""

    canary: str
    place: str
    around: str


class Search:
    """The canaries in all their spellings."""

    def __init__(self, canaries: Sequence[Canary]) -> None:
        self._canary_of = {
            spelled: canary.name
            for canary in canaries
            for mark in canary.marks
            for spelled in spellings(mark)
            if len(spelled) >= GRAM
        }
        self._grams = Grams(self._canary_of)

    def look(self, place: str, content: bytes) -> Iterator[Found]:
        """Each canary in a thing once, also in what is packed inside it. Throws `CannotOpenError`."""
        told = set()
        for part, inside in unpacked(content):
            for at, spelled in self._grams.within(inside):
                canary = self._canary_of[spelled]
                if canary not in told:
                    told.add(canary)
                    shown = inside[max(0, at - _AROUND) : at + len(spelled) + _AROUND]
                    yield Found(canary, place + part, shown.decode("utf-8", "backslashreplace"))
