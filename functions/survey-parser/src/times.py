"""Reads the time of a response."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from openpyxl.utils.datetime import from_excel

from cells import EPOCH_1900, Cell, text_of

TOKYO = timezone(timedelta(hours=9))
"""Japan has had no summer time since 1951."""

EARLIEST = datetime(1900, 1, 2, tzinfo=UTC)
"""Excel's calendar begins in 1900, and Spark refuses a whole file of earlier times from another writer."""

_JAPANESE = re.compile(
    r"(?P<year>[0-9]{4})(?:/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})|年(?P<month_>[0-9]{1,2})月(?P<day_>[0-9]{1,2})日)"
    r"(?:\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
)


def utc_of(cell: Cell, epoch: datetime = EPOCH_1900) -> datetime | None:
    """Read an Excel date, `2024/04/01 10:00:00`, `2024年04月01日 10:00` or ISO 8601 as UTC.

    A plain number is an Excel date counted from `epoch`. A time without an offset is Tokyo's; a day without a time
    is its midnight. None where the cell is empty or unreadable.
    """
    try:
        moment = _moment_of(cell, epoch)
        if moment is None:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=TOKYO)
        utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return utc if utc >= EARLIEST else None


def _moment_of(cell: Cell, epoch: datetime) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        moment = from_excel(cell, epoch)
        return moment if isinstance(moment, datetime) else None
    if not isinstance(cell, str):
        return None
    text = text_of(cell)
    return None if text is None else _from_text(text)


def _from_text(text: str) -> datetime:
    match = _JAPANESE.fullmatch(text)
    if match is None:
        return datetime.fromisoformat(text)
    part = match.groupdict(default="0")
    return datetime(
        int(part["year"]),
        int(match["month"] or match["month_"]),
        int(match["day"] or match["day_"]),
        int(part["hour"]),
        int(part["minute"]),
        int(part["second"]),
    )
