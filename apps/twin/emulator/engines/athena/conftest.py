"""An emulator for each module: what the catalog holds as a whole is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator.conftest import Emulator, start


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    running = start(tmp_path_factory.mktemp("state"))
    yield running
    running.stop()
