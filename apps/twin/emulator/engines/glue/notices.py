"""The events that Glue puts on the default bus, in the shapes that AWS documents.

Source: "AWS Glue events" of the EventBridge reference and "Automating AWS Glue with EventBridge" of Glue's guide:
job runs tell their end (SUCCEEDED, FAILED, TIMEOUT, STOPPED), and that they take longer than `NotifyDelayAfter`
minutes; crawlers tell their start and end. All counts are strings.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.engines.glue.crawl import Crawl
from emulator.engines.glue.job_run import JobRun

Notice = tuple[str, dict[str, Any]]
"""A detail type and its detail."""


def job_ended(run: JobRun) -> Notice:
    """A job run is over."""
    failure = f"JobName:{run.job_name} and JobRunId:{run.job_run_id} failed to execute with exception "
    severity, message = {
        "SUCCEEDED": ("INFO", "Job run succeeded"),
        "STOPPED": ("INFO", "Job run stopped"),
        "TIMEOUT": ("WARN", "Job run timed out"),
    }.get(run.status, ("ERROR", f"{failure}{run.error_message}"))
    detail = {"jobName": run.job_name, "severity": severity, "state": run.status, "jobRunId": run.job_run_id}
    return "Glue Job State Change", {**detail, "message": message}


def job_is_late(run: JobRun, minutes: int) -> Notice:
    """A job run goes on for longer than it asked to be told of."""
    return "Glue Job Run Status", {
        "jobName": run.job_name,
        "severity": "INFO",
        "notificationCondition": {"NotifyDelayAfter": float(minutes)},
        "state": run.status,
        "jobRunId": run.job_run_id,
        "message": f"Job is in {run.status} state",
        "startedOn": _second(run.started_on),
    }


def crawl_started(account: str, crawl: Crawl) -> Notice:
    """A crawl began."""
    return "Glue Crawler State Change", {
        "accountId": account,
        "crawlerName": crawl.crawler_name,
        "startTime": _second(crawl.start_time),
        "state": "Started",
        "message": "Crawler Started",
    }


def crawl_ended(account: str, region: str, crawl: Crawl) -> Notice:
    """A crawl is over, well or not."""
    detail = {
        "accountId": account,
        "crawlerName": crawl.crawler_name,
        "cloudWatchLogLink": (
            f"https://console.aws.amazon.com/cloudwatch/home?region={region}"
            f"#logEventViewer:group={crawl.log_group};stream={crawl.log_stream}"
        ),
    }
    if crawl.status != "COMPLETED":
        failed = {"state": "Failed", "message": "Crawler Failed", "errorMessage": crawl.error_message or "Cancelled"}
        return "Glue Crawler State Change", {**detail, **failed}
    return "Glue Crawler State Change", {
        **detail,
        "state": "Succeeded",
        "message": "Crawler Succeeded",
        "completionDate": _second(crawl.end_time or crawl.start_time),
        "runningTime (sec)": str(round(crawl.seconds)),
        "warningMessage": "N/A",
        "tablesCreated": "0",
        "tablesUpdated": "0",
        "tablesDeleted": "0",
        "partitionsCreated": str(crawl.partitions_created),
        "partitionsUpdated": "0",
        "partitionsDeleted": "0",
    }


def _second(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
