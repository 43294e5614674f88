"""A program that reads one survey from its standard input, within limits: what hostile bytes cost, they cost here.

It writes `{"survey": [responses, routes, duplicates, unknown routes]}` or `{"refused": "<sentence>"}` and ends with 0,
or with `OUT_OF_MEMORY`. It may write no file, and the system ends it when it computes for too long.
"""

import argparse
import json
import resource
import sys
from datetime import datetime

from csv_table import read_csv
from parsed import Survey
from refusal import RefusedError
from survey import parse_survey
from workbook import read_workbook

OUT_OF_MEMORY = 3
"""Exit code of a reader that needs more memory than it may have."""

_GRACE_SECONDS = 5
"""Between the signal that ends the reader and the one that nothing survives."""


def main(arguments: list[str]) -> int:
    """Read standard input, answer on standard output; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("form", choices=("csv", "xlsx"))
    parser.add_argument("--memory-mib", type=int, required=True)
    parser.add_argument("--seconds", type=int, required=True)
    asked = parser.parse_args(arguments)
    _limit(asked.memory_mib * 1024 * 1024, asked.seconds)
    try:
        answer = json.dumps(_answer(sys.stdin.buffer.read(), asked.form), default=datetime.isoformat)
        sys.stdout.write(answer)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _limit(memory_bytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _GRACE_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, form: str) -> Survey:
    """Read a survey's bytes, `csv` or `xlsx`.

    Raises:
        RefusedError: the bytes are no survey.
    """
    return parse_survey(read_csv(content) if form == "csv" else read_workbook(content))


def _answer(content: bytes, form: str) -> dict[str, Survey | str]:
    try:
        return {"survey": read(content, form)}
    except RefusedError as refused:
        return {"refused": str(refused)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
