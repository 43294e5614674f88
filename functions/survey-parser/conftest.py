"""Lets the tests import the modules as Lambda does, from the folder's top, and makes workbooks for them."""

import io
import os
import sys
from pathlib import Path

import openpyxl
import pytest

for folder in ("corpus", "src"):
    sys.path.insert(0, str(Path(__file__).parent / folder))
os.environ |= {
    "RAW_BUCKET": "raw",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "ap-northeast-1",
}

HEADER = ("回答ID", "回答日時", "年齢", "当店を知ったきっかけ（複数選択可）", "満足度（1〜5）")


@pytest.fixture
def workbook():
    """Make a workbook's bytes of sheets by title; `hidden` names sheets and their state."""

    def make(sheets, hidden=None, epoch=None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        if epoch is not None:
            book.epoch = epoch
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = (hidden or {}).get(title, "visible")
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    return make


@pytest.fixture
def header():
    """Headings as the form tool exports them."""
    return HEADER
