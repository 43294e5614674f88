"""Writes workbooks part by part, as the files of other programs and of attackers are."""

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = (2024, 4, 1, 0, 0, 0)


def zipped(entries: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of entries by name, the same bytes each time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in entries.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), text, compress_type=method)
    return content.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose part `name` is changed."""
    entries = unzipped(content)
    return zipped({**entries, name: change(entries[name])})


def without(content: bytes, name: str) -> bytes:
    """A workbook that lacks the part `name`."""
    entries = unzipped(content)
    del entries[name]
    return zipped({**entries})


def unzipped(content: bytes) -> dict[str, bytes]:
    """The entries of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parts(sheet: str | bytes, strings: str | None = None, styles: str | None = None) -> dict[str, bytes | str]:
    """The parts of a workbook with one sheet, from the text inside `worksheet`, `sst` and `styleSheet`."""
    entries: dict[str, bytes | str] = {}
    others = {"sharedStrings": strings, "styles": styles}
    given = [name for name, text in others.items() if text is not None]
    overrides = "".join(
        f'<Override PartName="/xl/{file}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for file, kind in [
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            *((name, name) for name in given),
        ]
    )
    entries["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )
    entries["_rels/.rels"] = _related([("officeDocument", "xl/workbook.xml")])
    entries["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="回答" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    entries["xl/_rels/workbook.xml.rels"] = _related(
        [("worksheet", "worksheets/sheet1.xml"), *((name, f"{name}.xml") for name in given)]
    )
    body = sheet.encode() if isinstance(sheet, str) else sheet
    entries["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{_MAIN}">'.encode() + body + b"</worksheet>"
    if strings is not None:
        entries["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    if styles is not None:
        entries["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    return entries


def inline(text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def header_row(*names: str) -> str:
    """A row of headings as inline texts; the three that a survey must have by default."""
    return f"<row>{''.join(map(inline, names or ('回答ID', '回答日時', '年齢')))}</row>"


def _related(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
