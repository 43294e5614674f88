"""The queue of queries and the threads that run them."""

from __future__ import annotations

import json
import logging
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from emulator.engines.athena.catalog import Catalog
from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.execution import FINAL, Execution, Order
from emulator.engines.athena.results import Result
from emulator.engines.athena.run import open_connection, run, run_to_table
from emulator.engines.athena.scan import scan
from emulator.engines.athena.statements import answer_statement
from emulator.engines.athena.translate import Source, translate
from emulator.engines.athena.writing import Writer, require_free
from emulator.engines.athena.written import Written, written_by

log = logging.getLogger("twin.athena")

WORKERS = 2
"""Queries that run at a time; more wait as QUEUED."""


class Engine:
    """Executions by id, in the order of their start."""

    def __init__(self, caller_client: Any) -> None:
        """`caller_client(access_key_id, service)`: a client with the credentials of who asked."""
        self._client = caller_client
        self._executions: dict[str, Execution] = {}
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="athena")
        self._lock = threading.Lock()

    def start(self, order: Order, access_key_id: str) -> Execution:
        """Queue a query; it reads the catalog and S3, and writes its result, as its caller."""
        execution = Execution(order)
        earlier = next((each for each in self.of_workgroup(order.workgroup) if each.may_be_reused_for(order)), None)
        with self._lock:
            self._executions[execution.id] = execution
        if earlier:
            execution.reuse(earlier)
            return execution
        self._pool.submit(self._run, execution, access_key_id)
        return execution

    def find(self, execution_id: str) -> Execution | None:
        """The execution of that id."""
        return self._executions.get(execution_id)

    def of_workgroup(self, workgroup: str) -> list[Execution]:
        """Newest first."""
        return [each for each in reversed(self._executions.copy().values()) if each.order.workgroup == workgroup]

    @property
    def under_way(self) -> int:
        """How many queries have not ended."""
        return sum(each.state not in FINAL for each in self._executions.copy().values())

    def status(self) -> dict[str, int]:
        """How many queries are in each state."""
        return dict(Counter(each.state for each in self._executions.copy().values()))

    def stop(self) -> None:
        """Cancel what runs and take no more."""
        for execution in self._executions.copy().values():
            cancel(execution)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, execution: Execution, access_key_id: str) -> None:
        if not execution.move("RUNNING"):
            return
        try:
            self._answer(execution, access_key_id)
        except QueryError as error:
            execution.move("FAILED", error)
        except ClientError as error:
            execution.move("FAILED", QueryError("PERMISSION_OR_STORAGE_ERROR", _of_aws(error)))
        except Exception as error:
            log.exception("query %s", execution.id)
            execution.move("FAILED", QueryError("GENERIC_INTERNAL_ERROR", f"{type(error).__name__}: {error}"))

    def _answer(self, execution: Execution, access_key_id: str) -> None:
        s3, glue = (self._client(access_key_id, service) for service in ("s3", "glue"))
        catalog, order = Catalog(glue), execution.order
        if written := written_by(order.sql):
            writer = Writer(execution, written, s3, glue, _encryption(order.encryption))
            result = Result((), (), ()) if writer.is_there() else _write_rows(execution, written, writer, catalog, s3)
        else:
            is_query = execution.statement == "DML"
            told = None if is_query else answer_statement(order.sql, order.database, catalog)
            result = told or _run(execution, order.sql, catalog, s3, run)
            _keep(execution, s3, result)
        execution.result = result
        execution.move("SUCCEEDED")


def _write_rows(execution: Execution, written: Written, writer: Writer, catalog: Catalog, s3: Any) -> Result:
    return writer.write(*_run(execution, written.query, catalog, s3, run_to_table))


def _run(execution: Execution, sql: str, catalog: Catalog, s3: Any, how: Any) -> Any:
    order = execution.order
    translation = translate(sql, order.database, catalog.table, list(order.parameters))
    with open_connection() as connection:
        execution.cancel = connection.interrupt
        return how(connection, translation, lambda source: _rows(execution, s3, source))


def _rows(execution: Execution, s3: Any, source: Source) -> Any:
    rows = scan(s3, source.table, set(source.columns))
    execution.bytes_scanned += rows.bytes_scanned
    limit = execution.order.bytes_limit
    if limit is not None and execution.bytes_scanned > limit:
        raise QueryError("CLIENT_ERROR", f"Query cancelled! Bytes scanned limit was exceeded: {limit}")
    return rows.table


def _keep(execution: Execution, s3: Any, result: Result) -> None:
    """The result where Athena leaves it, and beside it what stands for its description (of an unpublished format)."""
    require_free(s3, execution.output)
    place = urlsplit(execution.output)
    encryption = _encryption(execution.order.encryption)
    body = result.csv() if execution.statement == "DML" else result.plain()
    metadata = json.dumps(result.column_info()).encode()
    for suffix, content in (("", body), (".metadata", metadata)):
        s3.put_object(Bucket=place.netloc, Key=place.path.lstrip("/") + suffix, Body=content, **encryption)


def _encryption(configuration: dict[str, str]) -> dict[str, str]:
    match configuration.get("EncryptionOption"):
        case "SSE_S3":
            return {"ServerSideEncryption": "AES256"}
        case "SSE_KMS":
            return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": configuration["KmsKey"]}
        case None:
            return {}
        case other:
            raise QueryError("NOT_SUPPORTED", f"result encryption '{other}'; use SSE_S3 or SSE_KMS")


def cancel(execution: Execution) -> None:
    """End an execution as cancelled, if it has not ended."""
    if execution.move("CANCELLED", QueryError("USER_CANCELED", "Query was cancelled by the user")):
        execution.cancel()


def _of_aws(error: ClientError) -> str:
    detail = error.response.get("Error", {})
    return f"{error.operation_name}: {detail.get('Code')}: {detail.get('Message')}"
