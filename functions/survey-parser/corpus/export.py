"""Writes chosen files of the corpus into a folder, under the names that are asked for.

    PYTHONPATH=functions/survey-parser/src .cache/python/bin/python functions/survey-parser/corpus/export.py FOLDER \
        "survey-2022Q1.xlsx=a password" "survey-2022Q2.xlsx=as LibreOffice writes it"
"""

import sys
from pathlib import Path

from catalogue import CASES


def export(folder: Path, wanted: dict[str, str]) -> None:
    """Write the case of each file by its name.

    Raises:
        SystemExit: the corpus has no such case.
    """
    known = {case.what: case for cases in CASES.values() for case in cases}
    if unknown := [what for what in wanted.values() if what not in known]:
        raise SystemExit(f"no case of the corpus is called {unknown[0]!r}; the README's table lists them all")
    for name, what in wanted.items():
        (folder / name).write_bytes(known[what].content())


if __name__ == "__main__":
    export(Path(sys.argv[1]), dict(argument.split("=", 1) for argument in sys.argv[2:]))
