"""Every case of the corpus, by its name."""

import re

import pytest
from case import SECRET, Case, Parsed
from catalogue import CASES, README, table

from apart import Limits, read_apart
from reader import read
from refusal import RefusedError
from upload import Upload

LIMITS = Limits(memory_mib=512, seconds=3)
"""For what would cost the most; the function's own are larger, and stated by the same sentence."""

WORDS = re.split(r"\W+", SECRET)
"""None of which may ever be repeated."""


def _cases():
    return [pytest.param(case, id=f"{group}: {case.what}") for group, cases in CASES.items() for case in cases]


@pytest.mark.filterwarnings("ignore:::openpyxl")
@pytest.mark.parametrize("case", _cases())
def test_becomes_of_it_what_the_corpus_says(case: Case):
    if isinstance(case.outcome, Parsed):
        assert _read(case) == case.outcome.survey
    else:
        with pytest.raises(RefusedError) as refused:
            _read(case)
        assert str(refused.value) == case.outcome.sentence


@pytest.mark.parametrize("case", _cases())
def test_repeats_nothing_of_a_file_in_its_name_or_its_sentence(case: Case):
    said = Upload("landing", f"surveys/{case.name}").name
    if not isinstance(case.outcome, Parsed):
        said += case.outcome.sentence
    assert not [word for word in WORDS if word in said]


def test_keeps_to_itself_what_openpyxl_warns_of(capfd):
    (case,) = (case for case in CASES["Single cells"] if case.what.startswith("a time beyond"))
    with pytest.warns(UserWarning, match="serial value 99999999"):
        _read(case)
    read_apart(case.content(), "xlsx", LIMITS)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("group", list(CASES)[:2])
def test_makes_the_same_bytes_each_time(group):
    assert [case.what for case in CASES[group] if case.content() != case.content()] == []


def test_stands_in_the_readme_as_it_is():
    assert table() in README.read_text()


def test_names_each_case_once():
    names = [case.what for cases in CASES.values() for case in cases]
    assert len(names) >= 40
    assert len(names) == len(set(names))


def _read(case: Case):
    upload = Upload("landing", f"surveys/{case.name}")
    upload.quarter()
    return read_apart(case.content(), upload.form(), LIMITS) if case.costly else read(case.content(), upload.form())
