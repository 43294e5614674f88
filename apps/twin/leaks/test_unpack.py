import base64
import bz2
import gzip
import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from leaks.canary import Canary
from leaks.search import Search
from leaks.unpack import CannotOpenError

TEXT = "雲雀丘 鏡花"
SEARCH = Search([Canary("customer.name", TEXT, ("雲雀丘",))])


def parquet(table, **options):
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def workbook():
    book = Workbook()
    book.active.append([TEXT])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def zipped(name, content, comment=b""):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return sink.getvalue()


PACKED = {
    "gzip": lambda: gzip.compress(TEXT.encode()),
    "bzip2": lambda: bz2.compress(TEXT.encode()),
    "zip": lambda: zipped("entry", TEXT),
    "the name of a zip's entry": lambda: zipped(TEXT, ""),
    "the comment of a zip": lambda: zipped("entry", "", TEXT.encode()),
    "a workbook": workbook,
    "a workbook in base64 in gzip": lambda: gzip.compress(b'{"rawData":"' + base64.b64encode(workbook()) + b'"}'),
    "a Parquet column": lambda: parquet(pa.table({"a": ["x"] * 1000 + [TEXT]}), compression="zstd"),
    "a Parquet column of bytes": lambda: parquet(pa.table({"a": [TEXT.encode()]}), compression="gzip"),
    "a nested Parquet column": lambda: parquet(pa.table({"a": [{"b": [TEXT]}]})),
    "the name of a Parquet column": lambda: parquet(pa.table({TEXT: [1]})),
    "the metadata of Parquet": lambda: parquet(pa.table({"a": [1]}).replace_schema_metadata({"by": TEXT})),
}


@pytest.mark.parametrize("packed", PACKED)
def test_finds_a_canary_inside(packed):
    assert [found.canary for found in SEARCH.look("here", PACKED[packed]())] == ["customer.name"]


@pytest.mark.parametrize("content", [gzip.compress(b"x" * 1000)[:-4], b"PAR1 and no more", b"PK\x03\x04 and no more"])
def test_says_when_it_cannot_open_a_thing(content):
    with pytest.raises(CannotOpenError):
        list(SEARCH.look("here", content))


def test_says_when_a_thing_is_packed_too_often():
    content = TEXT.encode()
    for _ in range(7):
        content = gzip.compress(content)
    with pytest.raises(CannotOpenError, match="packed more than"):
        list(SEARCH.look("here", content))
