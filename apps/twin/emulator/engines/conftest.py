"""One emulator for the tests of the engines here: each makes things of its own, and starting one takes seconds."""

from __future__ import annotations

import pytest

from emulator.conftest import one_emulator

emulator = pytest.fixture(scope="package", name="emulator")(one_emulator)
