"""The content of S3's objects: a file each, in place of moto's memory."""

from __future__ import annotations

import contextlib
import shutil
import threading
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from moto.s3 import models
from moto.s3.models import FakeKey


class Bodies:
    """A folder of bodies. What is disposed of stays until nothing on disk refers to it any more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._disposed: list[Path] = []

    def install(self) -> None:
        """Have moto keep objects here."""
        Body.home = self
        self.folder.mkdir(parents=True, exist_ok=True)
        models.tempfile = SimpleNamespace(SpooledTemporaryFile=lambda *_args, **_kwargs: Body(uuid.uuid4().hex))

        def state(key: FakeKey) -> dict[str, Any]:
            return {name: value for name, value in key.__dict__.items() if name != "lock"}

        def set_state(key: FakeKey, kept: dict[str, Any]) -> None:
            key.__dict__.update(kept)
            key.lock = threading.Lock()

        FakeKey.__getstate__ = state
        FakeKey.__setstate__ = set_state

    def dispose(self, name: str) -> None:
        """Note that no object has this body now."""
        self._disposed.append(self.folder / name)

    def disposed(self) -> list[Path]:
        """Files that no object has had since the last call."""
        files, self._disposed = self._disposed, []
        return files


class Body:
    """What moto wants of a temporary file; pickled by its name."""

    home: Bodies

    def __init__(self, name: str) -> None:
        self.name = name
        self._at = 0

    def __reduce__(self) -> tuple[Any, ...]:
        return Body, (self.name,)

    def __deepcopy__(self, _memo: Any) -> Body:
        copy = Body(uuid.uuid4().hex)
        # a delete marker keeps the object that it once hid, which is removed by now
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(self._path, copy._path)
        return copy

    @property
    def _path(self) -> Path:
        return self.home.folder / self.name

    def seek(self, position: int) -> None:
        """Go on at that byte."""
        self._at = position

    def truncate(self) -> None:
        """Make room for another content, whose `write` follows."""

    def write(self, data: bytes) -> None:
        """Replace the content; moto writes it whole."""
        self._path.write_bytes(data)

    def read(self, size: int = -1) -> bytes:
        """The bytes from here on, at most `size`. Throws `ValueError` if it is disposed of, as a closed file does."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._at)
                data = file.read(size)
        except FileNotFoundError:
            raise ValueError("the object is deleted") from None
        self._at += len(data)
        return data

    def close(self) -> None:
        """Dispose of it."""
        self.home.dispose(self.name)
