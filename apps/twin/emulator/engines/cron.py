"""Whether a cron expression of AWS fires in a minute. What is not known here raises: nothing is guessed.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

from __future__ import annotations

import calendar
import re
from datetime import datetime

_MONTHS = dict(zip(calendar.month_abbr, range(13), strict=True))
_DAYS = {name: at % 7 + 1 for at, name in enumerate(calendar.day_abbr, 1)}


class UnknownScheduleError(ValueError):
    """A schedule expression that is not known here."""


def fires(expression: str, minute: datetime) -> bool:
    """True if `cron(minutes hours day-of-month month day-of-week year)` fires in the local time `minute`."""
    found = re.fullmatch(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)", expression)
    if not found:
        raise UnknownScheduleError(f"schedule '{expression}' is not known; known is cron with six fields")
    weekday = minute.isoweekday() % 7 + 1
    actual = (minute.minute, minute.hour, minute.day, minute.month, weekday, minute.year)
    names: tuple[dict[str, int], ...] = ({}, {}, {}, _MONTHS, _DAYS, {})
    return all(_has(field, value, known) for field, value, known in zip(found.groups(), actual, names, strict=True))


def _has(field: str, value: int, names: dict[str, int]) -> bool:
    return any(_part(part, value, names) for part in field.split(","))


def _part(part: str, value: int, names: dict[str, int]) -> bool:
    if part in ("*", "?"):
        return True
    found = re.fullmatch(r"(?P<low>\w+|\*)(-(?P<high>\w+))?(/(?P<step>\d+))?", part)
    if not found:
        raise UnknownScheduleError(f"'{part}' of a cron expression is not known")
    low = 0 if found["low"] == "*" else _number(found["low"], names)
    open_end = 9999 if found["step"] else low
    high = _number(found["high"], names) if found["high"] else open_end
    return low <= value <= high and (value - low) % int(found["step"] or 1) == 0


def _number(text: str, names: dict[str, int]) -> int:
    if text.capitalize() in names:
        return names[text.capitalize()]
    if not text.isdigit():
        raise UnknownScheduleError(f"'{text}' of a cron expression is not known")
    return int(text)
