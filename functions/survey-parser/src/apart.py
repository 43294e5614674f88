"""Has a survey read by a process of its own, so that no bytes can take the function's memory, time or credentials."""

import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from parsed import Response, Route, Survey
from refusal import RefusedError

_OUT_OF_MEMORY = 3
"""How the reader ends that needs more memory than it may have."""


class Limits(NamedTuple):
    """What the reader may use."""

    memory_mib: int = 1024
    """Address space. The largest survey that is read at all needs about half."""
    seconds: int = 120
    """Of computing. The largest survey that is read at all needs about 30."""


LIMITS = Limits()

PATIENCE_SECONDS = 240
"""How long the reader is waited for; the function's timeout is longer."""


class ReaderError(Exception):
    """The reader ended neither with a survey nor with a refusal: it failed, not the upload."""


def read_apart(content: bytes, form: Literal["csv", "xlsx"], limits: Limits = LIMITS) -> Survey:
    """Read a survey's bytes, whatever they are.

    Raises:
        RefusedError: the bytes are no survey, or reading them takes more than `limits`.
        ReaderError: the reader was ended by something else, so that another attempt may go well.
    """
    program = [sys.executable, "-B", str(Path(__file__).with_name("reader.py")), form]
    asked = ["--memory-mib", str(limits.memory_mib), "--seconds", str(limits.seconds)]
    try:
        # What the reader warns of quotes cells (openpyxl does, of a date out of range), so nobody listens.
        ended = subprocess.run(
            [*program, *asked],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReaderError(f"the reader took more than {PATIENCE_SECONDS} seconds, most of them waiting") from None
    if ended.returncode in (_OUT_OF_MEMORY, -signal.SIGXCPU):
        raise RefusedError(
            f"reading the file takes more than {limits.memory_mib:,} MiB of memory or {limits.seconds} seconds;"
            " delete other sheets and formats, or export the survey again"
        )
    if ended.returncode != 0:
        raise ReaderError(f"the reader ended with {ended.returncode} before it had read the upload")
    return _survey(json.loads(ended.stdout))


def _environment() -> dict[str, str]:
    """The function's, without its role's credentials; modules come from the layer as they do here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    # Another XML library, where a layer brings one, would read hostile XML with other safeguards.
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1", "OPENPYXL_LXML": "False"}


def _survey(answer: dict[str, Any]) -> Survey:
    if "refused" in answer:
        raise RefusedError(answer["refused"])
    responses, routes, duplicates, unknown_routes = answer["survey"]
    return Survey(
        tuple(Response(one, at and datetime.fromisoformat(at), *others) for one, at, *others in responses),
        tuple(Route(*one) for one in routes),
        duplicates,
        unknown_routes,
    )
