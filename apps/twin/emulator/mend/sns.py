"""SNS: filter policies over the message's body are read as AWS reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.sns.utils import FilterPolicyMatcher

from emulator.engines.event_pattern import matches

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend SNS."""

    def body_based_match(matcher: FilterPolicyMatcher, body: Any) -> bool:
        """The operators are EventBridge's; moto fails on `$or`."""
        return isinstance(body, dict) and matches(matcher.filter_policy, body)

    FilterPolicyMatcher._body_based_match = body_based_match
