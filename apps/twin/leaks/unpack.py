"""What lies inside a thing: the members of archives, the cells of tables, the text behind base64."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

DEPTH = 5
"""How many layers are opened: a workbook in base64 in a gzipped log has four."""

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")

Part = tuple[str, bytes]
"""Where something lies within the thing, and its bytes."""


class CannotOpenError(Exception):
    """A thing that says it is packed cannot be opened, so nobody can say what is in it."""


def unpacked(content: bytes, name: str = "", depth: int = DEPTH) -> Iterator[Part]:
    """The thing as it is, then all that lies inside it.

    Throws `CannotOpenError` where a packed thing cannot be opened, or is packed more than `depth` times.
    """
    yield name, content
    opener = next((opener for magic, opener in _OPENERS if content.startswith(magic)), None)
    if opener is not None:
        if depth == 0:
            raise CannotOpenError(f"{name} is packed more than {DEPTH} times")
        try:
            parts = list(opener(content))
        except (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile, pa.ArrowException) as problem:
            raise CannotOpenError(f"{name} is packed and cannot be opened: {type(problem).__name__}") from problem
        for inner, inside in parts:
            yield from unpacked(inside, f"{name}!{inner}", depth - 1)
    elif depth > 0:
        for number, inside in enumerate(_decoded(content)):
            yield from unpacked(inside, f"{name}!base64-{number}", depth - 1)


def _gzip(content: bytes) -> Iterator[Part]:
    yield "gzip", gzip.decompress(content)


def _bzip2(content: bytes) -> Iterator[Part]:
    yield "bzip2", bz2.decompress(content)


def _zip(content: bytes) -> Iterator[Part]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield "comment", archive.comment
        for entry in archive.infolist():
            yield entry.filename, entry.filename.encode() + b"\n" + archive.read(entry) + entry.comment


def _parquet(content: bytes) -> Iterator[Part]:
    """The footer as text, with statistics and key-value metadata, and every column's values one a line."""
    file = pq.ParquetFile(io.BytesIO(content))
    yield "schema", str(file.schema).encode() + repr(file.schema_arrow.metadata).encode()
    yield "statistics", repr(file.metadata.to_dict()).encode()
    table = file.read()
    for column in table.column_names:
        yield column, "\n".join(map(_shown, table[column].to_pylist())).encode("utf-8", "surrogatepass")


def _shown(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


_OPENERS: tuple[tuple[bytes, Callable[[bytes], Iterator[Part]]], ...] = (
    (b"\x1f\x8b", _gzip),
    (b"BZh", _bzip2),
    (b"PK\x03\x04", _zip),
    (b"PK\x05\x06", _zip),
    (b"PAR1", _parquet),
)


def _decoded(content: bytes) -> Iterator[bytes]:
    """Packed things in base64. Plain text in base64 has spellings of its own and is not decoded here."""
    for run in _BASE64.finditer(content):
        standard = run[0].replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        try:
            head = base64.b64decode(standard[:8])
            if any(head.startswith(magic) for magic, _ in _OPENERS):
                yield base64.b64decode(standard + b"=" * (-len(standard) % 4))
        except binascii.Error:
            continue
