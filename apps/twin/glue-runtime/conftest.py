"""The Glue context that the tests share; the runtime's own settings under it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from spark_fixtures import glue, spark  # noqa: F401
