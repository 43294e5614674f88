"""Prefixes of S3 keys, whose `!{namespace:value}` expressions Firehose evaluates for each object.

Documented at https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Mapping
from datetime import datetime

_EXPRESSION = re.compile(r"!\{(?P<namespace>\w+):(?P<value>[^}]*)\}")
_KEY = "partitionKeyFromQuery"
_JAVA = {"yyyy": "%Y", "uuuu": "%Y", "yy": "%y", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}
_JAVA_TOKEN = re.compile(r"([a-zA-Z])\1*|'(?P<text>(?:[^']|'')*)'")
_HOUR = "!{timestamp:yyyy/MM/dd/HH}/"


class PrefixError(Exception):
    """A prefix that Firehose would not take, or that the twin does not know how to evaluate."""


def partition_keys(prefix: str) -> frozenset[str]:
    """Names of the partition keys that `prefix` uses."""
    return frozenset(m["value"] for m in _EXPRESSION.finditer(prefix) if m["namespace"] == _KEY)


def data_prefix(prefix: str, keys: Mapping[str, str], oldest: datetime) -> str:
    """The prefix of an object of data; without an expression in it, the hour is appended, as Firehose does."""
    return _evaluate(prefix if _EXPRESSION.search(prefix) else prefix + _HOUR, keys, oldest, None)


def error_prefix(prefix: str, folder: str, oldest: datetime) -> str:
    """The prefix of an object of failed records; without an expression in it, folder and hour are appended."""
    if not _EXPRESSION.search(prefix):
        prefix += f"!{{firehose:error-output-type}}/{_HOUR}"
    return _evaluate(prefix, {}, oldest, folder)


def _evaluate(prefix: str, keys: Mapping[str, str], oldest: datetime, folder: str | None) -> str:
    def value_of(match: re.Match[str]) -> str:
        namespace, value = match["namespace"], match["value"]
        if namespace == _KEY and value in keys:
            return keys[value]
        if namespace == "timestamp":
            return oldest.strftime(_strftime(value))
        if (namespace, value) == ("firehose", "random-string"):
            return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(11))
        if (namespace, value) == ("firehose", "error-output-type") and folder is not None:
            return folder
        raise PrefixError(f"prefix '{prefix}': '{match[0]}' cannot be evaluated")

    return _EXPRESSION.sub(value_of, prefix)


def _strftime(java: str) -> str:
    """A Java DateTimeFormatter pattern of years to seconds as a `strftime` format."""

    def token(match: re.Match[str]) -> str:
        if match["text"] is not None:
            return match["text"].replace("''", "'") or "'"
        if match[0] not in _JAVA:
            raise PrefixError(f"timestamp pattern '{java}': '{match[0]}' is not known; known are {', '.join(_JAVA)}")
        return _JAVA[match[0]]

    return _JAVA_TOKEN.sub(token, java)
