"""CloudWatch Logs: groups and streams by their names; of a group alone the stream's name is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need


def log_arn(call: Call, group: str, stream: str = "") -> str:
    """As AWS names it when it refuses: `log-group:<group>:log-stream:<stream>`."""
    return call.arn(f"log-group:{group}:log-stream:{stream}", "logs")


def _of(call: Call) -> Iterator[Need]:
    asked = call.parameters
    yield Need(f"logs:{call.operation}", log_arn(call, asked.get("logGroupName", ""), asked.get("logStreamName", "")))


OPERATIONS: dict[str, Callable[[Call], Iterator[Need]]] = {
    name: _of
    for name in (
        *("CreateLogGroup", "CreateLogStream", "PutLogEvents", "PutRetentionPolicy", "AssociateKmsKey"),
        *("DescribeLogGroups", "DescribeLogStreams", "GetLogEvents", "FilterLogEvents"),
    )
}
