import traceback

import pytest
from botocore.exceptions import ClientError

from crash import CrashError, told_without_values


def test_a_crash_names_its_kind_and_place_and_quotes_nothing():
    with pytest.raises(CrashError) as caught, told_without_values("survey-2024Q1.xlsx"):
        int("hibari@example.jp")
    printed = "".join(traceback.format_exception(caught.value))
    assert "survey-2024Q1.xlsx: ValueError at test_crash.py:" in printed
    assert "hibari@" not in printed.replace('int("hibari@example.jp")', "")


def test_what_aws_says_of_a_request_passes():
    with pytest.raises(ClientError, match="AccessDenied"), told_without_values("survey-2024Q1.xlsx"):
        raise ClientError({"Error": {"Code": "AccessDenied"}}, "GetObject")
