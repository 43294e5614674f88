"""Glue: jobs run as processes, triggers start them, workflow runs end, crawlers register partitions.

Everything is kept in moto's own Glue store, so moto answers what is only read; here is what happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.engines.glue.crawler import Crawlers
from emulator.engines.glue.jobs import Jobs
from emulator.engines.glue.worker import Workers
from emulator.engines.glue.workflow import Workflows

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(twin: Twin) -> None:
    """Put the engine behind moto's Glue."""
    jobs = Jobs(twin, Workers(twin))
    crawlers = Crawlers(twin)
    workflows = Workflows(twin, jobs, crawlers)
    for part in (jobs, crawlers, workflows):
        part.install()
