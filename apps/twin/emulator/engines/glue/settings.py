"""What a person may set by environment variables, and where the tools lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

MINUTE_SECONDS = float(os.environ.get("TWIN_GLUE_MINUTE_SECONDS", "60"))
"""How long a minute of a job's `Timeout` and `NotifyDelayAfter` lasts. Tests shorten it."""

RETRY_SECONDS = 8 / 60 * MINUTE_SECONDS
"""A retry gets a new machine, which takes AWS longer than whatever failed takes to come back: a database, say."""

SPARES = int(os.environ.get("TWIN_GLUE_SPARES", "3"))
"""How many started Sparks wait for job runs, one for each job of a workflow; each holds about 500 MB. 0 keeps none."""

RUNNER = Path(__file__).with_name("runner.py")
GLUE_RUNTIME = Path(__file__).parents[3] / "glue-runtime"
PYTHON = Path(sys.executable)

CACHE = Path(__file__).parents[5] / ".cache"
JAVA_HOME = CACHE / "python" / "java-runtime"
JARS = CACHE / "java" / "spark"

DEFAULT_MEMORY = "2g"
_MEMORY_BY_WORKER = {"G.2X": "3g", "G.4X": "4g", "G.8X": "4g"}


def driver_memory(worker_type: str | None) -> str:
    """The JVM's heap. A G.1X has 16 GB; a laptop shares what it has, so larger workers only get somewhat more."""
    return _MEMORY_BY_WORKER.get(worker_type or "", DEFAULT_MEMORY)
