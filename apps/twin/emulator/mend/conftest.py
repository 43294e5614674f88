"""One emulator for the tests of all mended services: each makes its own resources, and starting one takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator.conftest import Emulator, start


@pytest.fixture(scope="package")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    running = start(tmp_path_factory.mktemp("state"))
    yield running
    running.stop()
