from __future__ import annotations

from itertools import chain

import pytest

from emulator.iam.cases import GROUPS
from emulator.iam.cases.build import ALLOWED, Case
from emulator.iam.errors import PolicyError

CASES = [pytest.param(case, id=f"{group.name}: {case.name}") for group in GROUPS for case in group.cases]


@pytest.mark.parametrize("case", CASES)
def test_decides_as_aws_documents(case: Case) -> None:
    try:
        decision = case.decide()
    except PolicyError as error:
        assert case.expected in str(error)
    else:
        assert case.expected in (ALLOWED if decision.allowed else decision.sentence)


def test_the_table_is_large_and_says_where_from() -> None:
    cases = list(chain.from_iterable(group.cases for group in GROUPS))
    assert len(cases) >= 150
    assert min(sum(case.expected == ALLOWED for case in cases), sum(case.expected != ALLOWED for case in cases)) >= 75
    assert all(".html" in group.source for group in GROUPS)
    assert GROUPS[0].name == "probes"
