"""One execution of a query: where it stands, what it cost, and how AWS describes it."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.results import Result
from emulator.engines.athena.statements import CREATES_TABLE, UNLOADS, statement_type, substatement_type

FINAL = frozenset({"SUCCEEDED", "FAILED", "CANCELLED"})
_USER_ERROR, _SYSTEM_ERROR = 2, 1
"""`AthenaError.ErrorCategory`."""


@dataclass(frozen=True)
class Order:
    """What was asked: the query, where it looks for tables, and where its result goes."""

    query: str
    database: str
    catalog: str
    parameters: tuple[str, ...]
    workgroup: str
    location: str
    """Prefix `s3://bucket/folder/` of the results."""
    encryption: dict[str, str] = field(default_factory=dict)
    bytes_limit: int | None = None
    sql: str = ""
    """What runs: the query, or the prepared statement that it executes, with its parameters."""
    is_location_enforced: bool = False
    """Whether the work group decides where everything goes."""
    reuse_minutes: int | None = None
    """How old a result may be that is answered again; `None` if none may."""


class Execution:
    """The states of an order: QUEUED, RUNNING, then one of `FINAL`, which stays."""

    def __init__(self, order: Order) -> None:
        self.id = str(uuid.uuid4())
        self.order = order
        self.statement = statement_type(order.sql)
        self.substatement = substatement_type(order.sql)
        self.reused: Execution | None = None
        """The earlier execution whose result this one has."""
        self.result: Result | None = None
        self.bytes_scanned = 0
        self.submitted = datetime.now(UTC)
        self.started: datetime | None = None
        self.completed: datetime | None = None
        self.cancel = lambda: None
        """Interrupts the engine while it runs."""
        self._state, self._reason, self._error = "QUEUED", "", None
        self._lock = threading.Lock()

    @property
    def state(self) -> str:
        """`QUEUED`, `RUNNING`, `SUCCEEDED`, `FAILED` or `CANCELLED`."""
        return self._state

    @property
    def output(self) -> str:
        """Where in S3 the result lies: `.csv` of a query, `.txt` of another statement; of a new table its folder."""
        if self.reused:
            return self.reused.output
        if self.substatement == CREATES_TABLE:
            return f"{self.order.location}tables/{self.id}"
        return f"{self.order.location}{self.id}.{'csv' if self.statement == 'DML' else 'txt'}"

    @property
    def manifest(self) -> str:
        """Where a statement that writes lists its objects; empty of others."""
        if self.substatement not in (CREATES_TABLE, UNLOADS):
            return ""
        return f"{self.order.location}{'tables/' if self.substatement == CREATES_TABLE else ''}{self.id}-manifest.csv"

    def reuse(self, earlier: Execution) -> None:
        """End at once with the result of an earlier execution."""
        self.reused, self.result = earlier, earlier.result
        self.move("RUNNING")
        self.move("SUCCEEDED")

    def may_be_reused_for(self, order: Order) -> bool:
        """Whether an order would be answered by this result: the same query, and young enough."""
        mine, minutes = self.order, order.reuse_minutes
        same = (mine.sql, mine.database, mine.parameters, mine.workgroup, mine.location) == (
            *(order.sql, order.database, order.parameters, order.workgroup, order.location),
        )
        if not same or minutes is None or self.reused or self.substatement != "SELECT" or self.state != "SUCCEEDED":
            return False
        return self.completed is not None and datetime.now(UTC) - self.completed <= timedelta(minutes=minutes)

    def move(self, state: str, error: QueryError | None = None) -> bool:
        """Go on to `state`; `False` if the execution has ended already."""
        with self._lock:
            if self._state in FINAL:
                return False
            if state == "RUNNING":
                self.started = datetime.now(UTC)
            if state in FINAL:
                self.completed = datetime.now(UTC)
            if error:
                self._reason, self._error = str(error), error
            # last: who sees it sees its time and reason
            self._state = state
            return True

    def describe(self) -> dict[str, Any]:
        """The `QueryExecution` of AWS's answers."""
        order = self.order
        described: dict[str, Any] = {
            "QueryExecutionId": self.id,
            "Query": order.query,
            "StatementType": self.statement,
            "SubstatementType": self.substatement,
            "ResultConfiguration": {"OutputLocation": self.output},
            "ResultReuseConfiguration": {"ResultReuseByAgeConfiguration": self._reuse()},
            "QueryExecutionContext": {"Database": order.database, "Catalog": order.catalog},
            "Status": self._status(),
            "EngineVersion": {
                "SelectedEngineVersion": "AUTO",
                "EffectiveEngineVersion": "Athena engine version 3",
            },
            "Statistics": self._statistics(),
            "WorkGroup": order.workgroup,
        }
        if order.encryption:
            described["ResultConfiguration"]["EncryptionConfiguration"] = order.encryption
        if order.parameters:
            described["ExecutionParameters"] = list(order.parameters)
        return described

    def _status(self) -> dict[str, Any]:
        status: dict[str, Any] = {"State": self._state, "SubmissionDateTime": self.submitted}
        if self.completed:
            status["CompletionDateTime"] = self.completed
        if self._error:
            category = _SYSTEM_ERROR if self._error.code == "GENERIC_INTERNAL_ERROR" else _USER_ERROR
            error = {"ErrorCategory": category, "ErrorType": 1, "Retryable": False, "ErrorMessage": self._reason}
            status |= {"StateChangeReason": self._reason, "AthenaError": error}
        return status

    def _reuse(self) -> dict[str, Any]:
        minutes = self.order.reuse_minutes
        return {"Enabled": False} if minutes is None else {"Enabled": True, "MaxAgeInMinutes": minutes}

    def _statistics(self) -> dict[str, Any]:
        end = self.completed or datetime.now(UTC)
        started = self.started or end
        return {
            "EngineExecutionTimeInMillis": _milliseconds(started, end),
            "DataScannedInBytes": self.bytes_scanned,
            "TotalExecutionTimeInMillis": _milliseconds(self.submitted, end),
            "QueryQueueTimeInMillis": _milliseconds(self.submitted, started),
            "ServicePreProcessingTimeInMillis": 0,
            "QueryPlanningTimeInMillis": 0,
            "ServiceProcessingTimeInMillis": 0,
            "ResultReuseInformation": {"ReusedPreviousResult": self.reused is not None},
            **({"DataManifestLocation": self.manifest} if self.manifest and self.state == "SUCCEEDED" else {}),
        }


def _milliseconds(start: datetime, end: datetime) -> int:
    return round((end - start).total_seconds() * 1000)
