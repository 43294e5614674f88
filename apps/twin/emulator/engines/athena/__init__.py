"""Athena: queries run on DuckDB, over what the Glue catalog says and the caller may read.

Only registered partitions are read, only the catalog's columns, in the catalog's types. Where DuckDB is not known to
answer as Athena does, the query fails and its reason names what is refused.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from emulator.engines.athena.engine import Engine
from emulator.engines.athena.operations import answer_executions

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(twin: Twin) -> None:
    """Let Athena run queries."""
    client = _caller_clients(twin)
    engine = Engine(client)
    answer_executions(engine, client)
    twin.find_query = engine.find
    twin.on_stop(engine.stop)
    twin.control.status("queries", engine.status)
    twin.control.busy("queries", lambda: engine.under_way)


def _caller_clients(twin: Twin) -> Any:
    """Clients with the credentials of who asked; for the administrator and the emulator itself those of the emulator.

    Athena has no role: it reads the catalog and S3, and writes results, as its caller.
    """
    import boto3
    from botocore.config import Config

    @cache
    def client(access_key_id: str, service: str) -> Any:
        credentials = twin.credentials.of_caller(access_key_id)
        if credentials is None:
            return twin.client(service)
        return boto3.client(
            service,
            endpoint_url=twin.endpoint,
            region_name=twin.region,
            aws_access_key_id=credentials.access_key_id,
            aws_secret_access_key=credentials.secret_access_key,
            aws_session_token=credentials.session_token,
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )

    return client
