import json
from pathlib import Path

import pytest
from botocore.client import BaseClient

from telling import DETAIL_TYPE, SOURCE, UntoldError

NAME = "survey-2024Q1.xlsx"
REPORT = "staged/reports/survey-2024Q1.json"
REASON = "survey-2024Q1.xlsx: the file is no Excel workbook; export the survey as .xlsx"
GRANTED = Path(__file__).parents[3] / "libs/ingestion/src/survey-refused.json"


def test_tells_which_upload_was_refused_why_and_when_it_came_and_nothing_else(store, at_minute):
    at_minute(5)
    store.upload(b"no workbook of Hanako")
    store.announce()
    (event,) = store.told()
    assert (event["source"], event["detail-type"]) == ("mall.surveys", "Survey Refused")
    assert event["detail"] == {"file": NAME, "reason": REASON, "uploaded_at": "2024-04-01T00:05:00Z"}
    assert event["resources"] == []


def test_puts_the_one_kind_of_event_that_its_role_may_put():
    assert json.loads(GRANTED.read_text()) == {"source": SOURCE, "detailType": DETAIL_TYPE}


def test_has_no_news_of_a_survey_that_is_taken_in(store, good):
    store.upload(good)
    store.announce()
    assert store.told() == []


def test_tells_the_same_however_often_s3_tells_of_an_upload(store, at_minute):
    store.upload(b"no workbook")
    at_minute(7)
    for _ in range(2):
        store.announce()
    first, again = store.told()
    assert first["detail"] == again["detail"]


def test_tells_of_the_same_file_uploaded_once_more_as_of_another(store, at_minute):
    for minute in (1, 2):
        at_minute(minute)
        store.upload(b"no workbook")
        store.announce()
    assert [event["detail"]["uploaded_at"][11:16] for event in store.told()] == ["00:01", "00:02"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_tells_of_each_upload_of_a_quarter_by_its_own_event_alone(store, twice, order):
    store.upload(b"", NAME)
    store.upload(b"", "survey-2024Q1.csv")
    told = []
    for at in order:
        store.announce(twice[at])
        told += [event["detail"]["file"] for event in store.told()]
    assert told == [twice[at].removeprefix("surveys/") for at in order]


def test_tells_of_a_name_that_somebody_chose_freely_by_its_digest(store, good):
    store.upload(good, "Hanako.xlsx")
    (report,) = store.announce("surveys/Hanako.xlsx")
    (event,) = store.told()
    assert event["detail"]["file"] == report["reason"].split(":")[0]
    assert event["detail"]["file"].startswith("other-")
    assert "Hanako" not in json.dumps(event)


def test_fails_after_the_report_when_eventbridge_does_not_take_the_event_and_tells_it_the_next_time(store, monkeypatch):
    call = BaseClient._make_api_call

    def throttled(client, operation, request):
        if operation == "PutEvents":
            return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "ThrottlingException"}]}
        return call(client, operation, request)

    store.upload(b"no workbook")
    with monkeypatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", throttled)
        with pytest.raises(UntoldError, match=f"{NAME}: EventBridge did not take .*: ThrottlingException"):
            store.announce()
    assert json.loads(store.read(REPORT)) == {"status": "refused", "reason": REASON}
    assert store.told() == []
    store.announce()
    assert [event["detail"]["reason"] for event in store.told()] == [REASON]
