"""Queries whose rows become Parquet objects: `create table … as` and `unload`, as statements.

https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html
https://docs.aws.amazon.com/athena/latest/ug/unload.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from emulator.engines.athena.errors import QueryError, not_supported

_PROPERTIES = r"(?:\s*with\s*\((?P<properties>(?:'[^']*'|[^()'])*)\))?"
_CREATE = re.compile(
    rf"""create\s+table\s+(?P<lenient>if\s+not\s+exists\s+)?
    (?:"?(?P<database>\w+)"?\.)?"?(?P<name>\w+)"?{_PROPERTIES}\s*as\s+(?P<query>.*?)
    (?:\s+with\s+(?P<empty>no\s+)?data)?""",
    re.I | re.S | re.X,
)
_UNLOAD = re.compile(rf"unload\s*\((?P<query>.*)\)\s*to\s*'(?P<location>[^']+)'{_PROPERTIES}", re.I | re.S)
_PROPERTY = re.compile(r"\s*(?P<name>\w+)\s*=\s*'(?P<value>[^']*)'\s*")
_KNOWN = frozenset({"format", "external_location", "write_compression", "parquet_compression", "compression"})
_COMPRESSIONS = frozenset({"snappy", "gzip", "zstd", "none"})


@dataclass(frozen=True)
class Written:
    """What a statement writes."""

    query: str
    """The `select`."""
    compression: str
    """As pyarrow calls it."""
    location: str | None
    """Prefix `s3://bucket/folder/`; `None` where Athena chooses."""
    table: tuple[str | None, str] | None = None
    """Database, if the statement names one, and table that the objects become."""
    is_lenient: bool = False
    """Whether a table that is there already is left as it is."""
    is_empty: bool = False
    """Whether no rows are written, only the table made."""


def written_by(sql: str) -> Written | None:
    """What a statement writes; `None` if it is another. Throws `QueryError` for what is not known here."""
    text = sql.strip().rstrip(";").strip()
    if match := _CREATE.fullmatch(text):
        properties = _properties(match["properties"] or "")
        database = match["database"].lower() if match["database"] else None
        return Written(
            query=match["query"],
            compression=_compression(properties),
            location=_folder(properties.get("external_location")),
            table=(database, match["name"].lower()),
            is_lenient=match["lenient"] is not None,
            is_empty=match["empty"] is not None,
        )
    if match := _UNLOAD.fullmatch(text):
        properties = _properties(match["properties"] or "")
        if "format" not in properties:
            raise QueryError("SYNTAX_ERROR", "line 1:1: 'format' must be specified for UNLOAD")
        return Written(match["query"], _compression(properties), _folder(match["location"]))
    return None


def _properties(text: str) -> dict[str, str]:
    properties = {}
    for part in re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", text) if text.strip() else []:
        match = _PROPERTY.fullmatch(part)
        if match is None or match["name"].lower() not in _KNOWN:
            raise not_supported(f"the table property '{part.strip()[:80]}'")
        properties[match["name"].lower()] = match["value"]
    if properties.get("format", "parquet").lower() != "parquet":
        raise not_supported(f"the format '{properties['format']}' of what is written")
    return properties


def _compression(properties: dict[str, str]) -> str:
    names = ("write_compression", "parquet_compression", "compression")
    name = next((properties[each] for each in names if each in properties), "gzip").lower()
    if name not in _COMPRESSIONS:
        raise not_supported(f"the compression '{name}'")
    return name


def _folder(location: str | None) -> str | None:
    return location and location.rstrip("/") + "/"
