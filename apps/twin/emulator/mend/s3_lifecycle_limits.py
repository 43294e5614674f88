"""What S3 refuses in a lifecycle configuration, which moto takes.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
"""

from __future__ import annotations

from typing import Any

from moto.s3.exceptions import S3ClientError

LEAST_DAYS = 30
"""Before Standard-IA, and there before an archive class."""
_INFREQUENT = ("STANDARD_IA", "ONEZONE_IA")


class InvalidLifecycleError(S3ClientError):
    """A rule whose days are out of order."""

    def __init__(self, sentence: str) -> None:
        super().__init__("InvalidArgument", sentence)


def require_allowed(rules: list[dict[str, Any]]) -> None:
    """Throw `InvalidLifecycleError` as S3 does when a configuration is put."""
    for rule in rules:
        given = rule.get("Transition") or []
        moves = given if isinstance(given, list) else [given]
        days = {each["StorageClass"]: int(each["Days"]) for each in moves if each.get("Days") is not None}
        for infrequent in days.keys() & set(_INFREQUENT):
            _require_infrequent(infrequent, days)
        end = (rule.get("Expiration") or {}).get("Days")
        if end is not None and days and int(end) <= max(days.values()):
            raise InvalidLifecycleError(
                "'Days' in the Expiration action must be greater than 'Days' in the Transition action"
            )


def _require_infrequent(infrequent: str, days: dict[str, int]) -> None:
    first = days[infrequent]
    if first < LEAST_DAYS:
        raise InvalidLifecycleError(
            f"'Days' in Transition action must be greater than or equal to {LEAST_DAYS} for storageClass '{infrequent}'"
        )
    for archive in ("GLACIER", "DEEP_ARCHIVE"):
        if first < days.get(archive, first) < first + LEAST_DAYS:
            raise InvalidLifecycleError(
                f"'Days' in the Transition action for StorageClass '{archive}' must be {LEAST_DAYS} days more than in "
                f"the Transition action for StorageClass '{infrequent}'"
            )
