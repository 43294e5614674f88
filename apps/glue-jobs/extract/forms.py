"""Values that look like their column's pass; what slipped in from another column does not.

A name in the column of the order's number is a name all the same. Columns are all that tells personal data from other
data, so a value out of its column's form is taken for personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pyspark.sql import Column
from pyspark.sql import functions as F

from common.frames import WITHHELD
from common.looks import E_MAIL, plain
from common.run import ConfigurationError

_CODE = r"^(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9_.:/#-]{0,63}$"
_PHONE = r"^(?:0|\+?81[ -]?)(?:[ ().-]{0,2}[0-9]){8,10}$"
"""A number as it is dialled in Japan. Other numbers of its length are orders'."""

_CARD = r"^(?:[2-6][0-9]{3}(?:[ -]?[0-9]{4}){3}|3[0-9]{3}[ -]?[0-9]{6}[ -]?[0-9]{5})$"

_LABEL = r"(?s)^.{1,40}$"
_NO_LABEL = "|".join(
    (
        E_MAIL,
        r"://|[0-9]{5}|[0-9]{2,}-[0-9]{3,}|[0-9]+-[0-9]+-[0-9]+",
        r"[都道府県].*[市区町村郡]|丁目|番地",
        r"[。！？!?…]|[.]\s*$|、.*、",
    )
)


def fitted(value: Column, form: Mapping[str, Any], pseudonym: Callable[[Column], Column]) -> Column:
    """The value where it looks like its column's, else WITHHELD; of a code its pseudonym. NULL stays NULL.

    Throws `ConfigurationError` for a form that this job does not know.
    """
    text = plain(value)
    match form:
        case {"kind": "code"}:
            fits = value.rlike(_CODE) & ~text.rlike(_PHONE) & ~text.rlike(_CARD)
            # unlike a mark it stays unique: keys stay keys, references find what they name; NULL costs no hash
            return F.when(fits, value).otherwise(pseudonym(F.when(~fits, F.concat(F.lit("code\n"), value))))
        case {"kind": "label"}:
            fits = value.rlike(_LABEL) & ~text.rlike(_NO_LABEL)
        case {"kind": "one of", "values": values}:
            fits = value.isin(list(values))
        case {"kind": "number", "digits": digits}:
            fits = value.rlike(rf"^-?[0-9]{{1,{digits}}}$")
        case _:
            raise ConfigurationError(f"a column's form must be a code, label, one of or number, got {form.get('kind')}")
    return F.when(value.isNull() | fits, value).otherwise(F.lit(WITHHELD))
