"""S3: lifecycle rules keep what they were given; moto drops filters by size and counts of newer versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.core.responses import ActionResult
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

from emulator.mend.s3_lifecycle_limits import require_allowed

if TYPE_CHECKING:
    from emulator.twin import Twin

_SIZES = ("ObjectSizeGreaterThan", "ObjectSizeLessThan")


def install(_twin: Twin) -> None:
    """Mend lifecycle rules."""
    keep, told = FakeBucket.set_lifecycle, S3Response.get_bucket_lifecycle

    def set_lifecycle(bucket: FakeBucket, rules: list[dict[str, Any]]) -> None:
        require_allowed(rules)
        keep(bucket, rules)
        for kept, given in zip(bucket.rules, rules, strict=True):
            kept.given = given
            kept.sizes = _sizes(given.get("Filter") or {})
            kept.sizes_with_others = _sizes((given.get("Filter") or {}).get("And") or {})

    def get_bucket_lifecycle(response: S3Response) -> Any:
        rules = response.backend.get_bucket_lifecycle(response.bucket_name)
        own = response.serialized

        def serialized(answer: ActionResult) -> Any:
            for rule, shown in zip(rules, answer.result["Rules"], strict=True):
                if rule.sizes:
                    shown["Filter"].update(rule.sizes)
                if rule.sizes_with_others:
                    shown["Filter"]["And"].update(rule.sizes_with_others)
                if newer := (rule.given.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions"):
                    shown["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = newer
            return own(answer)

        response.serialized = serialized
        try:
            return told(response)
        finally:
            response.serialized = own

    FakeBucket.set_lifecycle = set_lifecycle
    S3Response.get_bucket_lifecycle = get_bucket_lifecycle


def _sizes(part: dict[str, Any]) -> dict[str, int]:
    return {name: int(part[name]) for name in _SIZES if part.get(name) is not None}
