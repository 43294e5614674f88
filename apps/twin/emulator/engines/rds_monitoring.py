"""Enhanced Monitoring of RDS: figures of the operating system in CloudWatch Logs, written as the instance's role.

One record is written whenever an instance becomes available: no clock runs here.
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.CloudWatchLogs.html
"""

from __future__ import annotations

import json
import logging
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from emulator.credentials import CannotAssumeError

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.rds.monitoring")

GROUP = "RDSOSMetrics"
_DAYS = 30
_SERVICE = "monitoring.rds.amazonaws.com"


def report_machine(twin: Twin, instance: Any) -> None:
    """Write one record of the machine that the instance runs on, if the instance is monitored."""
    if not instance.monitoring_interval or not instance.monitoring_role_arn:
        return
    try:
        _write(twin.client("logs", instance.monitoring_role_arn, _SERVICE), instance)
    except (ClientError, CannotAssumeError) as error:
        log.warning("no metrics of %s: %s", instance.db_instance_identifier, error)


def _write(logs: Any, instance: Any) -> None:
    stream = instance.dbi_resource_id
    try:
        logs.create_log_group(logGroupName=GROUP)
        logs.put_retention_policy(logGroupName=GROUP, retentionInDays=_DAYS)
    except logs.exceptions.ResourceAlreadyExistsException:
        log.debug("%s is there", GROUP)
    if not logs.describe_log_streams(logGroupName=GROUP, logStreamNamePrefix=stream)["logStreams"]:
        logs.create_log_stream(logGroupName=GROUP, logStreamName=stream)
    event = {"timestamp": int(time.time() * 1000), "message": json.dumps(_figures(instance))}
    logs.put_log_events(logGroupName=GROUP, logStreamName=stream, logEvents=[event])


def _figures(instance: Any) -> dict[str, Any]:
    one, five, fifteen = os.getloadavg()
    memory = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
    kibibytes = {name: int(memory[key].split()[0]) for name, key in (("total", "MemTotal"), ("free", "MemFree"))}
    return {
        "engine": instance.engine.upper(),
        "instanceID": instance.db_instance_identifier,
        "instanceResourceID": instance.dbi_resource_id,
        "timestamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "version": 1.0,
        "numVCPUs": os.cpu_count(),
        "loadAverageMinute": {"one": one, "five": five, "fifteen": fifteen},
        "memory": kibibytes,
    }
