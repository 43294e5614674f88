"""Flow logs of a VPC: one record for each network interface, written as the log's role.

No packet goes through the twin's network, so that every record says what AWS says of an interface without traffic.
https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.flow_logs import FlowLogsBackend

from emulator.credentials import CannotAssumeError

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.flow_logs")

_SERVICE = "vpc-flow-logs.amazonaws.com"
_INTERVAL_SECONDS = 60


def install(twin: Twin) -> None:
    """Let flow logs be written: of the interfaces that there are, and of each that comes."""
    create_log, plug_in = FlowLogsBackend.create_flow_logs, NetworkInterfaceBackend.create_network_interface

    def create_flow_logs(backend: Any, *arguments: Any, **settings: Any) -> Any:
        made, errors = create_log(backend, *arguments, **settings)
        for each in made:
            for interface in list(backend.enis.values()):
                _submit(twin, each, interface)
        return made, errors

    def create_network_interface(backend: Any, *arguments: Any, **settings: Any) -> Any:
        interface = plug_in(backend, *arguments, **settings)
        for each in list(backend.flow_logs.values()):
            _submit(twin, each, interface)
        return interface

    FlowLogsBackend.create_flow_logs = create_flow_logs
    NetworkInterfaceBackend.create_network_interface = create_network_interface


def _submit(twin: Twin, flow_log: Any, interface: Any) -> None:
    watched = flow_log.resource_id in (interface.subnet.vpc_id, interface.subnet.id, interface.id)
    group = _group(flow_log)
    if watched and group and flow_log.deliver_logs_permission_arn:
        twin.background.submit(_write, twin, flow_log.deliver_logs_permission_arn, group, interface.id)


def _group(flow_log: Any) -> str:
    """The log group that it names, or points to by its ARN; empty if it writes to S3."""
    place = (flow_log.log_destination or "").partition(":log-group:")[2].removesuffix(":*")
    return flow_log.log_group_name or place


def _write(twin: Twin, role: str, group: str, interface: str) -> None:
    stream = f"{interface}-all"
    end = int(time.time())
    record = f"2 {twin.account} {interface} - - - - - - - {end - _INTERVAL_SECONDS} {end} - NODATA"
    try:
        logs = twin.client("logs", role, _SERVICE)
        if not logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
            log.warning("no flow log of %s: there is no log group %s", interface, group)
            return
        if not logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=stream)["logStreams"]:
            logs.create_log_stream(logGroupName=group, logStreamName=stream)
        event = {"timestamp": end * 1000, "message": record}
        logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=[event])
    except (ClientError, CannotAssumeError) as error:
        log.warning("no flow log of %s: %s", interface, error)
