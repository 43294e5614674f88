"""What a stream could not deliver, in CloudWatch Logs, written as the stream's role.

https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from emulator.credentials import CannotAssumeError
from emulator.engines.firehose.destination import ROLE_OF, Destination

log = logging.getLogger("twin.firehose")


class ErrorLog:
    """The log of one stream. A role that may not write it delivers without one."""

    def __init__(
        self, name: str, version: str, destination: Destination, client: Callable[[str, str, str], Any]
    ) -> None:
        self._name, self._version, self._destination, self._client = name, version, destination, client

    def write(self, code: str, message: str) -> None:
        """Write one event: Firehose's code and a sentence, which holds nothing of a record."""
        if self._destination.log is None:
            return
        group, stream = self._destination.log
        event = {
            "deliveryStream": self._name,
            "destination": f"arn:aws:s3:::{self._destination.bucket}",
            "deliveryStreamVersionId": self._version,
            "message": message,
            "errorCode": code,
        }
        events = [{"timestamp": int(time.time() * 1000), "message": json.dumps(event)}]
        try:
            logs = self._client("logs", self._destination.role_arn, ROLE_OF)
            logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)
        except (ClientError, CannotAssumeError) as error:
            log.warning("no error log of %s: %s", self._name, error)


def code_of(error: Exception) -> str:
    """How Firehose calls a failure of the whole delivery: `S3.AccessDenied`."""
    if isinstance(error, CannotAssumeError):
        return "S3.AccessDenied"
    code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
    return f"S3.{code}"
