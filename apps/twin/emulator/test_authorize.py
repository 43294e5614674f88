from __future__ import annotations

from typing import Any

import pytest

from emulator.authorize import UnknownPolicyElementError, admits

FACTS = {"aws:SourceArn": "arn:aws:s3:::mall-dev-landing", "aws:SourceAccount": "123456789012"}
OPEN = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "lambda:InvokeFunction"}


def admitted(*statements: dict[str, Any]) -> bool:
    return admits({"Statement": list(statements)}, "s3.amazonaws.com", "lambda:InvokeFunction", FACTS)


class TestAdmits:
    def test_the_service_that_is_named(self) -> None:
        assert admitted(OPEN)
        assert not admitted({**OPEN, "Principal": {"Service": ["events.amazonaws.com"]}})
        assert not admitted()

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ({"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::mall-*"}}, True),
            ({"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::other"}}, False),
            ({"StringEquals": {"aws:SourceAccount": ["123456789012"]}}, True),
            ({"StringEquals": {"aws:SourceAccount": "999999999999"}}, False),
            ({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, False),
        ],
    )
    def test_only_if_every_condition_holds(self, condition: dict[str, Any], expected: bool) -> None:
        assert admitted({**OPEN, "Condition": condition}) is expected

    def test_nothing_that_another_statement_denies(self) -> None:
        assert not admitted(OPEN, {**OPEN, "Effect": "Deny", "Action": "lambda:*"})
        plain = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        assert admitted(OPEN, plain)

    @pytest.mark.parametrize(
        "element", [{"NotAction": "s3:*"}, {"Condition": {"DateGreaterThan": {"aws:CurrentTime": "2026-01-01"}}}]
    )
    def test_no_element_that_it_does_not_know_passes(self, element: dict[str, Any]) -> None:
        with pytest.raises(UnknownPolicyElementError):
            admitted({**OPEN, **element})
