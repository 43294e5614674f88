"""Snapshots of everything that moto and the engines keep, taken by a fork: it sees one moment, and disturbs nobody."""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from moto.core.base_backend import BackendDict

from emulator.durable.bodies import Bodies
from emulator.durable.journal import Journal
from emulator.durable.pickling import dumped, loaded

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.durable")

LEAST_PAUSE = 1.0
"""Seconds between two snapshots, at least: what a service other than S3 accepted since may be lost."""
_SHARE = 0.05
"""Of one processor that snapshots may take."""


class NotSavedError(RuntimeError):
    """A snapshot failed: why. The one before it is kept, and the journals since."""


class Snapshots:
    """Saves while there is something new, and restores what a process that was killed left behind."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._folder = twin.state / "durable"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._bodies = Bodies(twin.state / "s3")
        self._journal = Journal(twin, self._folder)
        self._changed = threading.Event()
        self._number = 0
        self._saving = threading.Lock()

    def install(self) -> None:
        """Have S3's objects lie in files, and their changes in the journal."""
        self._bodies.install()
        self._journal.install()
        self._twin.on_stop(self._saving.acquire)  # no fork outlives an emulator that ends in order, nor begins
        self._twin.control.route("POST", "save", lambda _query: {"seconds": self.save()})

    def served(self) -> None:
        """A request was served and is about to be answered."""
        self._journal.flush()
        self._changed.set()

    def restore(self) -> bool:
        """Take the newest snapshot and what the journal says happened after it; `False` if there is none."""
        numbers = sorted(int(file.name.partition("-")[2]) for file in self._folder.glob("snapshot-*"))
        if not numbers:
            return False
        self._number = numbers[-1]
        with self._path(self._number).open("rb") as file:
            for module, service, region, backend in loaded(self._twin, file):
                dict.__setitem__(_backends(module, service)[self._twin.account], region, backend)
        # a fork that was killed left journals of snapshots that never came to be
        journals = sorted(int(file.name.partition("-")[2]) for file in self._folder.glob("journal-*"))
        changes = sum(self._journal.replay(number) for number in journals if number >= self._number)
        self._number = max([self._number, *journals])
        log.info("restored snapshot %d and %d changes of keys since", numbers[-1], changes)
        return True

    def start(self) -> None:
        """Save from now on."""
        self._changed.set()
        threading.Thread(target=self._keep_saving, name="snapshots", daemon=True).start()

    def _keep_saving(self) -> None:
        while not self._twin.background.stopping.is_set():
            self._changed.wait()
            self._changed.clear()
            try:
                seconds = self.save()
            except NotSavedError:
                log.exception("nothing was saved")
                seconds = LEAST_PAUSE
            self._twin.background.wait(max(LEAST_PAUSE, seconds / _SHARE))

    def save(self) -> float:
        """Save once; seconds of the processor that it took. Throws `NotSavedError`."""
        with self._saving:
            return self._save()

    def _save(self) -> float:
        number = self._number = self._number + 1
        disposed = self._bodies.disposed()
        self._journal.begin(number)
        child = os.fork()
        if child == 0:
            self._save_in_child(number)
        _, status, usage = os.wait4(child, 0)
        if status:
            raise NotSavedError((self._folder / "error").read_text())
        for older in self._folder.glob("snapshot-*"):
            if older != self._path(number):
                older.unlink()
        for file in self._folder.glob("journal-*"):
            if int(file.name.partition("-")[2]) < number:
                file.unlink()
        for body in disposed:
            body.unlink(missing_ok=True)
        return usage.ru_utime + usage.ru_stime

    def _save_in_child(self, number: int) -> None:
        """Write the file and end. No thread but this one goes on, so no lock may be waited for."""
        code = 1
        try:
            os.closerange(3, 65_536)  # the listening socket too, or a restarted emulator would find its port taken
            part = self._folder / "part"
            part.touch(mode=0o600)
            part.write_bytes(dumped(self._twin, list(self._kept())))
            part.rename(self._path(number))
            code = 0
        except BaseException:
            (self._folder / "error").write_text(traceback.format_exc())
        finally:
            sys.stdout = sys.stderr = None
            os._exit(code)

    def _kept(self) -> Iterator[tuple[str, str, str, Any]]:
        for backends in list(BackendDict._instances):
            for region, backend in dict.items(backends.get(self._twin.account, {})):
                yield type(backend).__module__, backends.service_name, region, backend

    def _path(self, number: int) -> Any:
        return self._folder / f"snapshot-{number}"


def _backends(module: str, service: str) -> BackendDict:
    """Moto's stores of a service, which its module holds."""
    found = vars(import_module(module)).values()
    return next(each for each in found if isinstance(each, BackendDict) and each.service_name == service)
