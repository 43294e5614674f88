"""Every change of a key of S3 since the last snapshot, written before the change is answered."""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.s3.models import FakeBucket
from moto.s3.utils import _VersionedKeyStore

from emulator.durable.pickling import dumped, loaded

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.durable")


class Journal:
    """A file of changed keys for each snapshot: what happened after it."""

    def __init__(self, twin: Twin, folder: Path) -> None:
        self._twin = twin
        self._folder = folder
        self._noted: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._file: Any = None

    def install(self) -> None:
        """Have the buckets' stores of keys tell of what changes."""
        create = FakeBucket.__init__

        def __init__(bucket: FakeBucket, *args: Any, **kwargs: Any) -> None:  # noqa: N807
            create(bucket, *args, **kwargs)
            bucket.keys.bucket = bucket.name

        FakeBucket.__init__ = __init__
        for change in ("__setitem__", "setlist", "pop"):
            setattr(_VersionedKeyStore, change, self._telling(getattr(_VersionedKeyStore, change)))

    def begin(self, number: int) -> None:
        """Close the file and go on in that of the snapshot `number`."""
        self.flush()
        with self._lock:
            if self._file:
                self._file.close()
            self._file = self._path(number).open("ab", buffering=0)

    def flush(self) -> None:
        """Write what was noted. What this leaves behind outlives the process."""
        if not self._noted or self._file is None:
            return
        with self._lock:
            noted, self._noted = self._noted, set()
            buckets = self._twin.backend("s3").buckets
            for name, key in noted:
                if name in buckets:
                    self._file.write(dumped(self._twin, (name, key, buckets[name].keys.getlist(key))))

    def replay(self, number: int) -> int:
        """Change the keys of restored buckets as the journal of that snapshot says; how many changes that were."""
        buckets, count = self._twin.backend("s3").buckets, 0
        if not self._path(number).exists():
            return 0
        with self._path(number).open("rb") as file:
            while True:
                try:
                    name, key, versions = loaded(self._twin, file)
                except (EOFError, pickle.UnpicklingError):
                    return count  # the last was cut off, so it was never answered
                count += 1
                if name in buckets:
                    _set(buckets[name].keys, key, versions)

    def remove(self, number: int) -> None:
        """Remove the file of a snapshot that a younger one has replaced."""
        self._path(number).unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"journal-{number}"

    def _telling(self, change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(store: _VersionedKeyStore, key: str, *args: Any) -> Any:
            result = change(store, key, *args)
            self._noted.add((getattr(store, "bucket", ""), key))
            return result

        return changed


def _set(store: _VersionedKeyStore, key: str, versions: list[Any] | None) -> None:
    """Without disposing of a body that the versions may share with those before."""
    if versions:
        dict.__setitem__(store, key, versions)
    else:
        dict.pop(store, key, None)
