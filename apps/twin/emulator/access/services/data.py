"""DynamoDB tables, Firehose streams, Lambda functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need

_INVOKE = re.compile(r"/2015-03-31/functions/(?P<function>[^/]+)/invocations/?")


def _table(call: Call) -> Iterator[Need]:
    names = call.parameters.get("RequestItems") or [call.parameters["TableName"]]
    for name in names:
        yield Need(f"dynamodb:{call.operation}", name if name.startswith("arn:") else call.arn(f"table/{name}"))


def _stream(call: Call) -> Iterator[Need]:
    yield Need(f"firehose:{call.operation}", call.arn(f"deliverystream/{call.parameters['DeliveryStreamName']}"))


def invocation(call: Call) -> Iterator[Need]:
    """Of Lambda only the invocation is known; throws `UnmappedOperationError` for all else."""
    from emulator.access.services import unmapped

    match = _INVOKE.fullmatch(call.path)
    if match is None or call.method != "POST":
        raise unmapped(call)
    function = match["function"]
    qualifier = f":{call.query['Qualifier']}" if "Qualifier" in call.query else ""
    arn = function if function.startswith("arn:") else call.arn(f"function:{function}")
    yield Need("lambda:InvokeFunction", arn + qualifier)


DYNAMODB: dict[str, Callable[[Call], Iterator[Need]]] = {
    name: _table
    for name in (
        *("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"),
        *("BatchGetItem", "BatchWriteItem", "DescribeTable"),
    )
}
FIREHOSE: dict[str, Callable[[Call], Iterator[Need]]] = {
    name: _stream for name in ("PutRecord", "PutRecordBatch", "DescribeDeliveryStream")
}
