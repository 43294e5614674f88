from __future__ import annotations

from typing import Any

import pytest

from emulator.engines.event_input import target_input
from emulator.engines.event_pattern import UnknownOperatorError, matches

EVENT = {
    "source": "aws.glue",
    "detail": {"state": "Succeeded", "tries": 3, "name": None, "tags": ["a", "b"], "parts": [{"n": 1}, {"n": 2}]},
}


class TestMatches:
    @pytest.mark.parametrize(
        ("detail", "expected"),
        [
            ({"state": ["Failed", "Succeeded"]}, True),
            ({"state": ["Failed"]}, False),
            ({"state": [{"prefix": "Succ"}]}, True),
            ({"state": [{"suffix": "ed"}]}, True),
            ({"state": [{"wildcard": "S*d"}]}, True),
            ({"state": [{"wildcard": "S*x"}]}, False),
            ({"state": [{"equals-ignore-case": "succeeded"}]}, True),
            ({"state": [{"anything-but": "Failed"}]}, True),
            ({"state": [{"anything-but": {"prefix": "Succ"}}]}, False),
            ({"absent": [{"anything-but": "x"}]}, False),
            ({"absent": [{"exists": False}]}, True),
            ({"state": [{"exists": False}]}, False),
            ({"tries": [{"numeric": [">", 2, "<=", 3]}]}, True),
            ({"tries": [{"numeric": [">", 3]}]}, False),
            ({"tries": ["3"]}, False),
            ({"name": [None]}, True),
            ({"tags": ["b"]}, True),
            ({"tags": ["c"]}, False),
            ({"parts": {"n": [2]}}, True),
            ({"parts": {"n": [3]}}, False),
            ({"$or": [{"state": ["Failed"]}, {"tries": [3]}]}, True),
            ({"$or": [{"state": ["Failed"]}, {"tries": [4]}]}, False),
        ],
    )
    def test_follows_the_operators_of_eventbridge(self, detail: dict[str, Any], expected: bool) -> None:
        assert matches({"source": ["aws.glue"], "detail": detail}, EVENT) is expected

    def test_an_operator_that_is_not_known_never_passes(self) -> None:
        with pytest.raises(UnknownOperatorError, match="'sounds-like'"):
            matches({"source": [{"sounds-like": "glue"}]}, EVENT)


class TestTargetInput:
    def test_fills_a_template_with_texts_inside_quotes_and_values_outside(self) -> None:
        template = '{"say": "<state>: \\"<tries>\\"", "tries": <tries>, "rule": <aws.events.rule-name>, "x": "<other>"}'
        paths = {"state": "$.detail.state", "tries": "$.detail.tries"}
        transformer = {"InputPathsMap": paths, "InputTemplate": template}
        filled = target_input({"InputTransformer": transformer}, EVENT, {"rule-name": "nightly"})
        assert filled == '{"say": "Succeeded: \\"3\\"", "tries": 3, "rule": "nightly", "x": "<other>"}'
