"""One emulator for the tests of all mended services: each makes its own resources, and starting one takes seconds."""

from __future__ import annotations

import pytest

from emulator.conftest import one_emulator

emulator = pytest.fixture(scope="package", name="emulator")(one_emulator)
