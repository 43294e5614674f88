"""Crashes that say where, and never what with: exceptions quote the cell that they stumbled on."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from apart import ReaderError
from intake import UploadChangingError
from telling import UntoldError

_SAFE = (UploadChangingError, UntoldError, ReaderError, ClientError, BotoCoreError)
"""Errors that speak of requests and keys, never of cells."""


class CrashError(Exception):
    """The parser met something that nobody foresaw; its text holds no value."""


@contextmanager
def told_without_values(called: str) -> Iterator[None]:
    """Turn every error that may quote a cell into one with its kind and its place, for the upload so called."""
    try:
        yield
    except _SAFE:
        raise
    except Exception as problem:
        place = traceback.extract_tb(problem.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        # from None, as Lambda's log prints the causes of an error
        raise CrashError(f"{called}: {type(problem).__name__} at {where}; values are not shown") from None
