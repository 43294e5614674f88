"""Crashes that say where, and never what with.

Exceptions of Spark, of Java and of Python quote the value that they stumbled on: in the job run's error message, in its
log, in the event that follows and so in a chat. What we raise ourselves says counts and rule names; of everything else
only the kind and the place are told, which is what a programmer needs.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from pyspark import SparkContext
from pyspark.errors import PySparkException

from common.run import SafeError

_JAVA_CLASS = re.compile(r"(?:^|\n)(?:Caused by: )?((?:[a-z][\w$]*\.)+[A-Z][\w$]*(?:Exception|Error))\b")
_ERROR_CLASS = re.compile(r"\[([A-Z][A-Z0-9_]*(?:\.[A-Z0-9_]+)*)\]")
_REFUSED = re.compile(r"arn:[\w:/.@-]+ is not authorized to perform: \w+:\w+(?: on resource: \"?arn:[\w:/.@=*-]+)?")
"""What IAM says to a request: no value has a place in it."""
_PLACES = 6
"""Places in our own code that are told, the innermost last."""


class CrashError(SafeError):
    """A job met something that nobody foresaw; its text holds no value."""


def silence(context: SparkContext) -> None:
    """Have Spark log nothing: what it logs of a failed task quotes the row that it failed on."""
    context.setLogLevel("OFF")


@contextmanager
def told_without_values() -> Iterator[None]:
    """Let errors that are safe to read pass; turn every other into a CrashError that carries none of its text."""
    try:
        yield
    except SafeError:
        raise
    except Exception as problem:
        # from None, as whoever prints the error prints its causes
        raise CrashError(described(problem)) from None


def described(problem: BaseException) -> str:
    """The kinds of an exception and of its causes, and where in our code it came up."""
    kinds: list[str] = []
    cause: BaseException | None = problem
    while cause is not None and len(kinds) < 5:
        kinds.append(_kind(cause))
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(problem.__traceback__)
    places = [f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    ours = [place for place, frame in zip(places, frames, strict=True) if "site-packages" not in frame.filename]
    return f"{', caused by '.join(kinds)}, at {' > '.join(ours[-_PLACES:])}; values are not shown"


def _kind(problem: BaseException) -> str:
    """The exception's class, and of its text what is a name: Java's and Spark's classes, what IAM refused."""
    name, text = type(problem).__name__, str(problem)
    if isinstance(problem, ClientError | BotoCoreError):
        return f"{name} ({text})"
    named = [*_REFUSED.findall(text)]
    if isinstance(problem, PySparkException) or hasattr(problem, "java_exception"):
        named += [*_JAVA_CLASS.findall(text), *_ERROR_CLASS.findall(text)]
    return f"{name} ({', '.join(dict.fromkeys(named))})" if named else name
