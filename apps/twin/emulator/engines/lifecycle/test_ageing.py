"""A table of lives: what rules do to the versions of one key, and the page of Amazon's user guide that says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from emulator.engines.lifecycle.ageing import age
from emulator.engines.lifecycle.history import Step, Version
from emulator.engines.lifecycle.rules import Due, UnknownRuleError, rules_of

BORN = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
LARGE, SMALL = 128 * 1024, 128 * 1024 - 1
ALL: dict[str, Any] = {"Filter": {"Prefix": ""}}
HOUSEKEEPING = {"Expiration": {"ExpiredObjectDeleteMarker": "true"}, **ALL}


def version(day: float = 0, **more: Any) -> Version:
    return Version(**{"id": f"v{day}", "created": BORN + timedelta(days=day), "size": LARGE, **more})


def marker(day: float) -> Version:
    return version(day, size=0, is_marker=True)


def live(
    versions: list[Version],
    *given: dict[str, Any],
    days: float = 4000,
    key: str = "logs/a",
    is_versioned: bool = True,
    size: str = "all_storage_classes_128K",
) -> list[tuple[int, str]]:
    """The day and the kind of everything that happens; a move is told by its class."""
    numbered = [{"ID": str(number), "Status": "Enabled", **rule} for number, rule in enumerate(given)]
    until = BORN + timedelta(days=days)
    rules = rules_of(numbered, size)
    steps = age(key, versions, rules, is_versioned=is_versioned, since=BORN, until=until)
    return [(day_of(step), step.to if step.action == "move" else step.action) for step in steps]


def day_of(step: Step) -> int:
    """How many whole days of 24 hours had passed: S3 acts at the midnight after them."""
    return (step.at - BORN).days


def moves(**days: int) -> dict[str, Any]:
    return {"Transition": [{"Days": str(day), "StorageClass": name} for name, day in days.items()]}


def ends(days: int) -> dict[str, Any]:
    return {"Expiration": {"Days": str(days)}}


class TestDays:
    """Lifecycle configuration elements: lifecycle rules based on an object's age."""

    def test_end_at_the_midnight_after_them(self) -> None:
        # the guide's own example: created on 15 January at 10:30, three days, 19 January at 00:00
        assert Due(days=3).after(BORN) == datetime(2024, 1, 19, tzinfo=UTC)

    @pytest.mark.parametrize(("passed", "happened"), [(3, []), (3.56, []), (3.57, [(3, "hide")])])
    def test_do_nothing_before_that_midnight(self, passed: float, happened: list[Any]) -> None:
        assert live([version()], {**ALL, **ends(3)}, days=passed) == happened

    def test_are_counted_in_utc_wherever_the_object_was_written(self) -> None:
        tokyo = datetime.fromisoformat("2024-07-05T02:10:00+09:00")
        assert Due(days=30).after(tokyo) == datetime(2024, 8, 4, tzinfo=UTC)

    def test_begin_with_the_upload_and_no_move_begins_them_anew(self) -> None:
        assert live([version()], {**ALL, **moves(STANDARD_IA=30, GLACIER=90), **ends(100)}) == [
            (30, "STANDARD_IA"),
            (90, "GLACIER"),
            (100, "hide"),
        ]

    def test_that_passed_before_there_was_a_rule_count(self) -> None:
        assert live([version(-500)], {**ALL, **moves(STANDARD_IA=30, GLACIER=90)}, days=1) == [(0, "GLACIER")]

    def test_may_be_a_date_from_which_on_all_objects_are_meant(self) -> None:
        rule = {**ALL, "Expiration": {"Date": "2024-03-01T00:00:00.000Z"}}
        assert live([version()], rule) == [(45, "hide")]
        assert live([version(90)], rule) == [(90, "hide")]


class TestFiveYears:
    """1,827 days against five years by the calendar."""

    def test_are_never_cut_short_and_outlived_by_two_days_at_most(self) -> None:
        born, spare = datetime(2024, 1, 1, 23, 59, tzinfo=UTC), set()
        while born < datetime(2124, 1, 1, tzinfo=UTC):
            leap_day = (born.month, born.day) == (2, 29)
            fifth = born.replace(year=born.year + 5, **({"month": 3, "day": 1} if leap_day else {}))
            spare.add((Due(days=1827).after(born) - fifth).days)
            born += timedelta(days=1)
        assert spare == {0, 1, 2}  # two leap days, one, and none around 2100; the rounding is less than a day


class TestFilters:
    """Lifecycle configuration elements: Filter element."""

    @pytest.mark.parametrize(
        ("given", "is_meant"),
        [
            ({}, True),
            ({"Prefix": "logs/"}, True),
            ({"Prefix": "data/"}, False),
            ({"Tag": {"Key": "kind", "Value": "old"}}, True),
            ({"Tag": {"Key": "kind", "Value": "new"}}, False),
            ({"ObjectSizeGreaterThan": "99"}, True),
            ({"ObjectSizeGreaterThan": "100"}, False),
            ({"ObjectSizeLessThan": "101"}, True),
            ({"ObjectSizeLessThan": "100"}, False),
            ({"And": {"Prefix": "logs/", "ObjectSizeGreaterThan": "1", "ObjectSizeLessThan": "101"}}, True),
            ({"And": {"Prefix": "logs/", "Tag": [{"Key": "kind", "Value": "old"}, {"Key": "b", "Value": ""}]}}, True),
            ({"And": {"Prefix": "logs/", "Tag": [{"Key": "kind", "Value": "old"}, {"Key": "c"}]}}, False),
        ],
    )
    def test_say_which_objects_are_meant(self, given: dict[str, Any], is_meant: bool) -> None:
        one = version(size=100, tags={"kind": "old", "b": ""})
        assert bool(live([one], {"Filter": given or None, **ends(1)})) is is_meant

    def test_a_rule_that_is_disabled_does_nothing(self) -> None:
        assert live([version()], {**ALL, **ends(1), "Status": "Disabled"}) == []


class TestSmallObjects:
    """Transitioning objects: objects smaller than 128 KB will not transition by default to any storage class."""

    @pytest.mark.parametrize(
        ("size", "limit", "happened"),
        [
            (LARGE, "all_storage_classes_128K", ["STANDARD_IA", "GLACIER", "hide"]),
            (SMALL, "all_storage_classes_128K", ["hide"]),
            (SMALL, "varies_by_storage_class", ["GLACIER", "hide"]),
        ],
    )
    def test_move_as_the_bucket_says(self, size: int, limit: str, happened: list[str]) -> None:
        rule = {**ALL, **moves(STANDARD_IA=30, GLACIER=90), **ends(365)}
        assert [what for _, what in live([version(size=size)], rule, size=limit)] == happened

    def test_move_where_a_filter_by_size_says_so(self) -> None:
        rule = {"Filter": {"ObjectSizeGreaterThan": "1"}, **moves(STANDARD_IA=30, GLACIER=90)}
        assert live([version(size=2)], rule) == [(30, "STANDARD_IA"), (90, "GLACIER")]
        assert live([version(size=1)], rule) == []


class TestClasses:
    """Transitioning objects: supported transitions, and how S3 handles conflicts."""

    def test_are_never_climbed(self) -> None:
        assert live([version(storage_class="DEEP_ARCHIVE")], {**ALL, **moves(STANDARD_IA=30, GLACIER=90)}) == []

    def test_the_cheapest_of_two_on_one_day_is_taken(self) -> None:
        assert live([version()], {**ALL, **moves(GLACIER=30)}, {**ALL, **moves(STANDARD_IA=30)}) == [(30, "GLACIER")]

    def test_the_earlier_of_two_ends_counts(self) -> None:
        assert live([version()], {**ALL, **ends(9)}, {"Filter": {"Prefix": "logs/"}, **ends(5)}) == [(5, "hide")]

    def test_removal_goes_before_a_move_and_a_move_before_a_delete_marker(self) -> None:
        both = ({**ALL, **ends(30)}, {**ALL, **moves(GLACIER=30)})
        assert live([version()], *both, is_versioned=False) == [(30, "remove")]
        assert live([version()], *both) == [(30, "GLACIER"), (31, "hide")]


class TestVersions:
    """Lifecycle configuration elements: how actions affect buckets with versioning; expired object delete markers."""

    def test_the_current_one_is_hidden_and_later_gone_with_its_marker(self) -> None:
        later = {**HOUSEKEEPING, "NoncurrentVersionExpiration": {"NoncurrentDays": "30"}}
        assert live([version()], {**ALL, **ends(7)}, later) == [(7, "hide"), (38, "remove"), (39, "remove")]

    def test_replaced_ones_count_their_days_from_their_successor(self) -> None:
        replaced = {**ALL, "NoncurrentVersionExpiration": {"NoncurrentDays": "10"}}
        assert live([version(), version(5)], replaced) == [(15, "remove")]

    def test_the_newest_of_them_can_be_spared(self) -> None:
        later = {"NoncurrentDays": "10", "NewerNoncurrentVersions": "2"}
        found = [version(day) for day in range(5)]
        assert live(found, {**ALL, "NoncurrentVersionExpiration": later}) == [(11, "remove"), (12, "remove")]
        assert [each.id for each in found] == ["v2", "v3", "v4"]

    def test_replaced_ones_have_moves_of_their_own(self) -> None:
        later = {"NoncurrentDays": "30", "StorageClass": "GLACIER", "NewerNoncurrentVersions": "1"}
        rule = {**ALL, "NoncurrentVersionTransition": later}
        assert live([version(), version(1), version(2)], rule) == [(31, "GLACIER")]

    @pytest.mark.parametrize("rule", [HOUSEKEEPING, {**ALL, **ends(0)}], ids=["told to", "old enough"])
    def test_a_marker_that_hides_nothing_goes(self, rule: dict[str, Any]) -> None:
        assert live([marker(0)], rule) == [(0, "remove")]

    def test_a_marker_that_hides_something_stays(self) -> None:
        assert live([version(), marker(1)], HOUSEKEEPING) == []

    def test_where_nothing_is_versioned_the_object_itself_goes(self) -> None:
        assert live([version()], {**ALL, **ends(7)}, is_versioned=False) == [(7, "remove")]


class TestLocks:
    """Managing Object Lock: a lifecycle puts delete markers on what is locked, and removes no locked version."""

    REPLACED = ({**ALL, **ends(7), "NoncurrentVersionExpiration": {"NoncurrentDays": "1"}},)

    def test_keep_a_version_until_their_day(self) -> None:
        locked = version(locked_until=BORN + timedelta(days=50))
        assert live([locked], *self.REPLACED) == [(7, "hide"), (50, "remove"), (51, "remove")]

    def test_a_legal_hold_has_no_day(self) -> None:
        assert live([version(is_held=True)], *self.REPLACED) == [(7, "hide")]

    def test_stop_no_move(self) -> None:
        locked = version(locked_until=BORN + timedelta(days=5000))
        assert live([locked], {**ALL, **moves(GLACIER=30)}) == [(30, "GLACIER")]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({**ALL, "Later": {}}, "rule 0: the twin does not know Later"),
        ({**ALL, **moves(ONEZONE_IA=30)}, "rule 0: the twin moves objects to STANDARD, .*, not to ONEZONE_IA"),
        ({"Filter": {"Colour": "red"}, **ends(1)}, "rule 0: the twin does not know Colour"),
        (
            {"Filter": {"ObjectSizeLessThan": "5"}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": "2"}},
            "rule 0: an upload that was not completed has neither tags nor a size",
        ),
    ],
)
def test_what_is_not_known_is_refused_by_name(rule: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnknownRuleError, match=sentence):
        live([version()], rule)
