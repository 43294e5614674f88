"""Work that AWS has accepted and will do later: it lies in a file until it is done, so it outlives the process."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from emulator.background import Background

log = logging.getLogger("twin.outbox")

Body = dict[str, Any]
"""What a piece of work is about, as JSON has it."""


class Outbox:
    """Pieces of work by kind. Each is done at least once; whoever does it says when it is done."""

    def __init__(self, folder: Path, background: Background) -> None:
        self._folder = folder
        self._background = background
        self._workers: dict[str, Callable[[str, Body], None]] = {}

    def handle(self, kind: str, work: Callable[[str, Body], None]) -> None:
        """Have `work(id, body)` called in the background for each piece of that kind; at last it calls `done(id)`."""
        self._workers[kind] = work

    def accept(self, kind: str, body: Body) -> None:
        """Take a piece of work. When this returns it will be done, whatever happens to the process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        piece = f"{kind}-{uuid.uuid4().hex}"
        part = self._folder / f"{piece}.part"
        part.write_text(json.dumps(body, default=str))
        part.rename(self._folder / f"{piece}.json")
        self._background.submit(self._workers[kind], piece, body)

    def done(self, piece: str) -> None:
        """Forget a piece of work."""
        (self._folder / f"{piece}.json").unlink(missing_ok=True)

    def recover(self) -> int:
        """Go on with what another process left behind; how many pieces that is."""
        left = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for file in left:
            kind = file.stem.rpartition("-")[0]
            self._background.submit(self._workers[kind], file.stem, json.loads(file.read_text()))
        return len(left)
