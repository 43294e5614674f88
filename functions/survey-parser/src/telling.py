"""Tells of an upload that was refused whole, by an event on EventBridge's default bus."""

import json
from datetime import UTC, datetime

import boto3

SOURCE = "mall.surveys"
DETAIL_TYPE = "Survey Refused"
"""The only kind of event that the function's role may put."""


class UntoldError(Exception):
    """EventBridge did not take the event; the text says what the file is called and EventBridge's code."""


def tell_refused(called: str, reason: str, uploaded_at: datetime, session: boto3.Session) -> None:
    """Put one event of the upload so called: why it was refused and when it was uploaded, nothing else of it.

    Name and time are those of the upload, so that all events of one upload are equal: S3 tells of it more than once,
    and EventBridge delivers more than once.

    Raises:
        UntoldError: EventBridge did not take the event.
    """
    detail = {
        "file": called,
        "reason": reason,
        "uploaded_at": uploaded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    entry = {"Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": json.dumps(detail, ensure_ascii=False)}
    (taken,) = session.client("events").put_events(Entries=[entry])["Entries"]
    if "ErrorCode" in taken:
        raise UntoldError(f"{called}: EventBridge did not take the news of its refusal: {taken['ErrorCode']}")
