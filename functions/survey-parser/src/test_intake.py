import json
import re

import boto3
import pytest
from botocore.exceptions import ClientError

from handler import handler
from intake import UploadChangingError, take_in
from reader import read
from upload import Upload

AT = "2024/04/01 10:00:00"
NAME = "survey-2024Q1.xlsx"
RESPONSES = "staged/survey_response/quarter=2024Q1/responses.parquet"
ROUTES = "staged/survey_route/quarter=2024Q1/routes.parquet"
REPORT = "staged/reports/survey-2024Q1.json"


def test_stages_one_object_of_each_dataset_and_a_report(store, good):
    store.upload(good)
    report = {
        "status": "parsed",
        "quarter": "2024Q1",
        "rows_read": 3,
        "responses": 2,
        "duplicates": 1,
        "unknown_routes": 1,
    }
    assert store.announce() == [report]
    assert json.loads(store.read(REPORT)) == report
    assert store.keys("raw") == [REPORT, RESPONSES, ROUTES]
    assert store.table(ROUTES).to_pylist() == [
        {"response_id": "R1", "inflow_route": "tiktok"},
        {"response_id": "R1", "inflow_route": "other"},
    ]
    responses = store.table(RESPONSES).to_pylist()
    assert responses[0].pop("answered_at").isoformat() == "2024-04-01T01:00:00+00:00"
    assert responses[1].pop("answered_at") is None
    names = ("response_id", "age", "age_band", "satisfaction", "satisfaction_given")
    assert responses == [
        dict(zip(names, ("R1", 35, "30s", 5, True), strict=True)),
        dict(zip(names, (None, None, "30s", None, True), strict=True)),
    ]


@pytest.mark.parametrize("rows", [[], [("R1", None, None, None, None)]])
def test_stages_the_contracts_types_whatever_is_empty(store, workbook, header, rows):
    store.upload(workbook({"回答": [header, *rows]}))
    store.announce()
    assert {field.name: str(field.type) for field in store.table(RESPONSES).schema} == {
        "response_id": "string",
        "answered_at": "timestamp[us, tz=UTC]",
        "age": "int32",
        "age_band": "string",
        "satisfaction": "int32",
        "satisfaction_given": "bool",
    }
    assert {field.name: str(field.type) for field in store.table(ROUTES).schema} == {
        "response_id": "string",
        "inflow_route": "string",
    }
    assert store.table(RESPONSES).num_rows == len(rows)


def test_writes_the_same_bytes_when_an_event_comes_twice(store, good):
    store.upload(good)
    store.announce()
    before = [store.read(key) for key in (RESPONSES, ROUTES, REPORT)]
    store.announce()
    assert [store.read(key) for key in (RESPONSES, ROUTES, REPORT)] == before


def test_replaces_a_quarter_whole_by_a_later_upload(store, good, workbook, header):
    store.upload(good)
    store.announce()
    store.upload(workbook({"回答": [header, ("R9", AT, 50, None, 1)]}))
    store.announce()
    assert store.table(RESPONSES)["response_id"].to_pylist() == ["R9"]
    assert store.table(ROUTES).num_rows == 0


def test_refuses_a_bad_workbook_whole_and_leaves_the_earlier_parse(store, good):
    store.upload(good)
    store.announce()
    before = store.read(RESPONSES)
    store.upload(b"no workbook")
    (report,) = store.announce()
    assert report == {
        "status": "refused",
        "reason": "survey-2024Q1.xlsx: the file is no Excel workbook; export the survey as .xlsx",
    }
    assert json.loads(store.read(REPORT)) == report
    assert store.read(RESPONSES) == before
    assert store.read(f"refused/surveys/{NAME}", "landing") == b"no workbook"


@pytest.mark.parametrize("name", ["survey-2024Q5.xlsx", "survey-2024Q1.xls", "Survey-2024Q1.xlsx"])
def test_refuses_a_file_of_another_name_beside_the_quarters_report(store, good, name):
    store.upload(good, name)
    (report,) = store.announce(f"surveys/{name}")
    assert report["reason"].startswith(f"{name}: the file must be named survey-YYYYQn.xlsx")
    assert store.keys("raw") == [f"staged/reports/{name}.json"]
    assert store.read(f"refused/surveys/{name}", "landing") == good


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("山田 花子.xlsx", "%E5%B1%B1%E7%94%B0+%E8%8A%B1%E5%AD%90.xlsx"),
        ("Hanako/survey-2024Q1.xlsx", "Hanako/survey-2024Q1.xlsx"),
        ("survey-2024Q1.xlsx-Hanako", "survey-2024Q1.xlsx-Hanako"),
    ],
)
def test_repeats_no_name_that_somebody_chose_freely(store, good, caplog, name, encoded):
    store.upload(good, name)
    (report,) = store.announce(f"surveys/{encoded}")
    assert re.match(r"other-[0-9a-f]{12}: the file must be named survey-YYYYQn\.xlsx", report["reason"])
    (key,) = store.keys("raw")
    assert re.fullmatch(r"staged/reports/other-[0-9a-f]{12}\.json", key)
    for said in (key, caplog.text, store.read(key).decode()):
        assert "Hanako" not in said
        assert "山田" not in said
    assert store.read(f"refused/surveys/{name}", "landing") == good


def test_passes_over_the_mark_of_a_folder(store):
    store.upload(b"", "2024/")
    assert store.announce("surveys/2024/") == []
    assert store.keys("raw") == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0), (0,)])
def test_lets_the_later_upload_of_a_quarter_win_in_whatever_order_events_come(store, twice, order):
    for at in order:
        store.announce(twice[at])
    assert store.table(RESPONSES)["response_id"].to_pylist() == ["R7"]
    assert json.loads(store.read(REPORT))["responses"] == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_keeps_the_earlier_upload_of_a_quarter_where_the_later_is_refused(store, twice, order):
    store.upload(b"", "survey-2024Q1.csv")
    for at in order:
        store.announce(twice[at])
    assert store.table(RESPONSES)["response_id"].to_pylist() == ["R1", None]
    assert json.loads(store.read(REPORT))["status"] == "refused"


def test_takes_in_an_earlier_surveys_csv(store):
    store.upload("回答ID,回答日時,年齢\nR1,2023/04/01 10:00,35\n".encode(), "survey-2023Q1.csv")
    (report,) = store.announce("surveys/survey-2023Q1.csv")
    assert (report["status"], report["quarter"], report["responses"]) == ("parsed", "2023Q1", 1)


def test_has_a_survey_read_by_a_process_of_its_own(store, good, monkeypatch):
    asked = []
    monkeypatch.setattr("intake.read_apart", lambda content, form: asked.append((content, form)) or read(content, form))
    store.upload(good)
    store.announce()
    assert asked == [(good, "xlsx")]


def test_refuses_a_file_too_large_to_be_read(store, good, monkeypatch):
    monkeypatch.setattr("intake.SIZE_LIMIT", 100)
    store.upload(good)
    assert "at most 100 are read" in store.announce()[0]["reason"]


def test_has_nothing_to_say_about_an_upload_that_is_gone_or_a_test_event(store):
    assert store.announce("surveys/survey-2020Q1.xlsx") == []
    assert handler({"Service": "Amazon S3", "Event": "s3:TestEvent"}, None) == []


def test_lets_a_failure_of_s3_through_so_that_the_event_comes_again(store):
    store.s3.delete_bucket(Bucket="landing")
    with pytest.raises(ClientError, match="NoSuchBucket"):
        store.announce()


class Replacing(boto3.Session):
    """A session under whose hands the upload is replaced `times` times, after it was read."""

    def __init__(self, store, contents):
        super().__init__()
        self.store, self.contents = store, list(contents)

    def client(self, *args, **kwargs):
        client = super().client(*args, **kwargs)
        client.meta.events.register("after-call.s3.GetObject", self._replace)
        return client

    def _replace(self, **_):
        if self.contents:
            self.store.upload(self.contents.pop(0))


def test_reads_an_upload_again_that_was_replaced_meanwhile(store, good, workbook, header):
    store.upload(good)
    newer = workbook({"回答": [header, ("R9", AT, 50, None, 1)]})
    report = take_in(Upload("landing", f"surveys/{NAME}"), "raw", Replacing(store, [newer]))
    assert report["responses"] == 1
    assert store.table(RESPONSES)["response_id"].to_pylist() == ["R9"]


def test_gives_up_on_an_upload_that_never_stands_still(store, good):
    store.upload(good)
    changes = [good + bytes(n) for n in range(1, 5)]
    with pytest.raises(UploadChangingError, match="changed 3 times"):
        take_in(Upload("landing", f"surveys/{NAME}"), "raw", Replacing(store, changes))
