"""Requests from click files and access logs."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

COMBINED = re.compile(
    rb'^(\S+) \S+ \S+ \[([^\]]+)\] "(\S+) ([^"]*?)(?: HTTP/[\d.]+)?" (\d{3}) (?:\d+|-) '
    rb'"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"\s*$'
)


@dataclass
class Request:
    """One delivered request."""

    event_id: str
    at: datetime
    ip: str
    method: str
    path: str
    status: int


@dataclass
class Requests:
    """Every request that parses, and how many lines there were."""

    requests: list[Request]
    counts: dict[str, int]


def read(folder: Path) -> Requests:
    """Read clicks.jsonl and access.log, plain or compressed."""
    found: list[Request] = []
    lines = 0
    for name, parse in (("clicks.jsonl", _click), ("access.log", _logged)):
        for path in (folder / name, folder / f"{name}.gz"):
            if not path.exists():
                continue
            for number, line in enumerate(_lines(path)):
                if name == "clicks.jsonl" and not line.strip():
                    continue
                lines += 1
                request = parse(number, line)
                if request is not None:
                    found.append(request)
    return Requests(found, {"read": lines, "parsed": len(found)})


def _lines(path: Path) -> Iterator[bytes]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    parts = content.split(b"\n")
    return iter(parts[:-1] if parts[-1] == b"" else parts)


def _click(_number: int, line: bytes) -> Request | None:
    try:
        click = json.loads(line.decode("utf-8"))
        at = datetime.fromisoformat(click["occurred_at"])
    except (ValueError, KeyError, TypeError):
        return None
    if at.tzinfo is None:
        return None
    return Request(
        click["event_id"], at.astimezone(UTC), click["ip"], click["method"], click["path"], int(click["status"])
    )


def _logged(number: int, line: bytes) -> Request | None:
    match = COMBINED.match(line)
    if match is None:
        return None
    ip, time, method, path, status = (part.decode("utf-8", "replace") for part in match.groups()[:5])
    at = datetime.strptime(time, "%d/%b/%Y:%H:%M:%S %z").astimezone(UTC)
    return Request(hashlib.sha256(b"%d\n%s" % (number, line)).hexdigest(), at, ip, method, path, int(status))
