"""Crawlers over catalog tables: they register the partitions that lie in S3, and change nothing else.

That is what a crawler with catalog targets, `SchemaChangePolicy` LOG and `InheritFromTable` does in AWS. Schemas are
not inferred: a crawler with other targets fails and says so.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from moto.glue.exceptions import CrawlerRunningException
from moto.glue.models import FakeCrawler
from moto.glue.responses import GlueResponse

from emulator.credentials import CannotAssumeError
from emulator.engines.glue import cloudwatch, notices
from emulator.engines.glue.crawl import Crawl
from emulator.engines.glue.crawl_table import CrawlFailedError, crawl_table
from emulator.engines.glue.role import GLUE, role_arn
from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.engines.glue.workflow_run import WorkflowRun
    from emulator.twin import Twin

log = logging.getLogger("twin.glue.crawler")


class CrawlCancelledError(Exception):
    """Somebody stopped the crawler."""


class Crawlers:
    """Runs crawls in the background, one at a time a crawler."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._lock = threading.Lock()
        self.ended: list[Callable[[Crawl], None]] = []
        """Called with each crawl that is over."""

    def install(self) -> None:
        """Take over from moto what happens to a crawler."""
        engine, told = self, FakeCrawler.as_dict

        def as_dict(crawler: FakeCrawler) -> dict[str, Any]:
            # the state first: a crawl that it calls over is then among those that are
            plain = told(crawler)
            over = [crawl for crawl in crawler.crawls if not crawl.active]
            running = crawler.crawls and crawler.crawls[-1].active
            return {
                **plain,
                "LastCrawl": over[-1].last_crawl() if over else None,
                "CrawlElapsedTime": round(crawler.crawls[-1].seconds * 1000) if running else 0,
            }

        FakeCrawler.as_dict = as_dict
        FakeCrawler.start_crawler = lambda crawler: engine.start(crawler) and None
        operation(GlueResponse, "GetCrawlerMetrics")(_metrics)
        self._twin.control.status("crawls", self._status)
        self._twin.on_recover(self._recover)

    def _recover(self) -> None:
        """Crawls that were under way have failed."""
        for crawler in self._twin.backend("glue").crawlers.values():
            for crawl in [crawl for crawl in crawler.crawls if crawl.active]:
                crawl.end("FAILED", "Internal Service Exception")
                self._over(crawl)

    def start(self, crawler: FakeCrawler, workflow: WorkflowRun | None = None) -> Crawl:
        """Start a crawl; throws `CrawlerRunningException` while one is under way."""
        with self._lock:
            if crawler.crawls and crawler.crawls[-1].active:
                raise CrawlerRunningException(f"Crawler with name {crawler.name} has already started")
            group = cloudwatch.group("/aws-glue/crawlers", crawler.role, crawler.crawler_security_configuration)
            crawl = Crawl(crawler.name, workflow, log_group=group)
            crawler.crawls.append(crawl)
        self._twin.background.submit(self._serve, crawler, crawl)
        return crawl

    def stop(self, crawl: Crawl) -> None:
        """Ask a crawl to stop. It is STOPPED after the table it is at."""
        with self._lock:
            if crawl.status == "RUNNING":
                crawl.status = "STOPPING"

    def _serve(self, crawler: FakeCrawler, crawl: Crawl) -> None:
        lines = [f"BENCHMARK : Running Start Crawl for Crawler {crawler.name}"]
        self._tell(notices.crawl_started(self._twin.account, crawl))
        try:
            for line in self._crawl(crawler, crawl):
                lines.append(line)
                if crawl.status == "STOPPING":
                    raise CrawlCancelledError
            crawl.end("COMPLETED")
        except CrawlCancelledError:
            crawl.end("STOPPED")
        except Exception as error:
            if not isinstance(error, CrawlFailedError | CannotAssumeError):
                log.exception("crawl of %s", crawler.name)
            lines.append(f"ERROR : {error}")
            crawl.end("FAILED", str(error))
        lines.append(f"BENCHMARK : Crawler has finished running and is in state {crawl.result}")
        prefixed = [f"[{crawl.message_prefix}] {line}" for line in lines]
        cloudwatch.ship(self._twin, role_arn(self._twin, crawler.role), crawl.log_group, crawl.log_stream, prefixed)
        self._over(crawl)

    def _over(self, crawl: Crawl) -> None:
        try:
            self._tell(notices.crawl_ended(self._twin.account, self._twin.region, crawl))
        finally:
            for listener in self.ended:
                listener(crawl)

    def _crawl(self, crawler: FakeCrawler, crawl: Crawl) -> Iterator[str]:
        """Crawl every table of every target, as the crawler's role; yields the lines of its log."""
        others = [kind for kind, targets in crawler.targets.items() if targets and kind != "CatalogTargets"]
        if others:
            raise CrawlFailedError(f"the twin crawls CatalogTargets only, {crawler.name} has {', '.join(others)}")
        role = role_arn(self._twin, crawler.role)
        glue, s3 = self._twin.client("glue", role, GLUE), self._twin.client("s3", role, GLUE)
        for target in crawler.targets["CatalogTargets"]:
            for name in target["Tables"]:
                table = glue.get_table(DatabaseName=target["DatabaseName"], Name=name)["Table"]
                for line in crawl_table(glue, s3, table):
                    crawl.partitions_created += line.startswith("INFO : Created partition ")
                    yield line

    def _tell(self, notice: notices.Notice) -> None:
        detail_type, detail = notice
        if not self._twin.background.stopping.is_set():
            self._twin.put_event("aws.glue", detail_type, detail, [])

    def _status(self) -> list[dict[str, Any]]:
        return [
            {
                "crawler": crawl.crawler_name,
                "state": crawl.result,
                "seconds": round(crawl.seconds, 1),
                "partitions created": crawl.partitions_created,
                "error": crawl.error_message,
            }
            for crawler in self._twin.backend("glue").crawlers.values()
            for crawl in crawler.crawls
        ]


def _metrics(response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
    wanted = request.get("CrawlerNameList") or list(response.glue_backend.crawlers)
    return {"CrawlerMetricsList": [_metrics_of(response.glue_backend.get_crawler(name)) for name in wanted]}


def _metrics_of(crawler: FakeCrawler) -> dict[str, Any]:
    seconds = sorted(crawl.seconds for crawl in crawler.crawls if not crawl.active)
    return {
        "CrawlerName": crawler.name,
        "TimeLeftSeconds": 0.0,
        "StillEstimating": False,
        "LastRuntimeSeconds": crawler.crawls[-1].seconds if crawler.crawls else 0.0,
        "MedianRuntimeSeconds": seconds[len(seconds) // 2] if seconds else 0.0,
        "TablesCreated": 0,
        "TablesUpdated": 0,
        "TablesDeleted": 0,
    }
