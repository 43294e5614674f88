"""One crawl: what `ListCrawls`, `GetCrawler` and a workflow's graph tell of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto.core.utils import utcnow

if TYPE_CHECKING:
    from emulator.engines.glue.workflow_run import WorkflowRun

_RESULT = {"COMPLETED": "SUCCEEDED", "STOPPED": "CANCELLED", "STOPPING": "CANCELLING"}
"""A crawl's state in the words of `LastCrawl` and of triggers, where they differ."""


@dataclass(eq=False)
class Crawl:
    """Kept in moto's `FakeCrawler.crawls`, oldest first.

    `status` is RUNNING, STOPPING, COMPLETED, STOPPED or FAILED.
    """

    crawler_name: str
    workflow: WorkflowRun | None = None
    """The workflow run that it is part of, if any."""
    status: str = "RUNNING"
    crawl_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    start_time: datetime = field(default_factory=utcnow)
    end_time: datetime | None = None
    error_message: str | None = None
    partitions_created: int = 0
    dpu_hour: float = 0.0
    log_group: str = "/aws-glue/crawlers"

    @property
    def log_stream(self) -> str:
        """CloudWatch's stream of its lines."""
        return self.crawler_name

    @property
    def message_prefix(self) -> str:
        """What each of its lines in that stream begins with."""
        return self.crawl_id

    @property
    def active(self) -> bool:
        """Whether it is not over."""
        return self.status in ("RUNNING", "STOPPING")

    @property
    def result(self) -> str:
        """RUNNING, CANCELLING, SUCCEEDED, CANCELLED or FAILED."""
        return _RESULT.get(self.status, self.status)

    @property
    def seconds(self) -> float:
        """How long it took, or takes until now."""
        return ((self.end_time or utcnow()) - self.start_time).total_seconds()

    def end(self, status: str, error_message: str | None = None) -> None:
        """It is over."""
        self.end_time, self.error_message, self.status = utcnow(), error_message, status

    def advance(self) -> None:
        """Moto's way of moving a pretended crawl along; this one moves by itself."""

    def as_dict(self) -> dict[str, Any]:
        """The `CrawlerHistory` of `ListCrawls`."""
        optional = {"EndTime": self.end_time, "ErrorMessage": self.error_message}
        return {
            "CrawlId": self.crawl_id,
            "State": "RUNNING" if self.active else self.status,
            "StartTime": self.start_time,
            "DPUHour": self.dpu_hour,
            "LogGroup": self.log_group,
            "LogStream": self.log_stream,
            "MessagePrefix": self.message_prefix,
            **{name: value for name, value in optional.items() if value is not None},
        }

    def last_crawl(self) -> dict[str, Any]:
        """The `LastCrawl` of `GetCrawler`."""
        return {
            "Status": self.result,
            **({"ErrorMessage": self.error_message} if self.error_message else {}),
            "LogGroup": self.log_group,
            "LogStream": self.log_stream,
            "MessagePrefix": self.message_prefix,
            "StartTime": self.start_time,
        }

    def in_graph(self) -> dict[str, Any]:
        """The `Crawl` of a workflow run's graph."""
        optional = {"CompletedOn": self.end_time, "ErrorMessage": self.error_message}
        return {
            "State": self.result,
            "StartedOn": self.start_time,
            "LogGroup": self.log_group,
            "LogStream": self.log_stream,
            **{name: value for name, value in optional.items() if value is not None},
        }
