"""All the stores of a running twin."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import boto3

from leaks.stores import files, objects, services, web
from leaks.stores.answers import Thing


def stores(state: Path, dashboard: str | None) -> dict[str, Iterable[Thing]]:
    """By name, what to look into; the twin is the one whose record lies in the folder."""
    record = json.loads((state / "twin.json").read_text())
    endpoint = f"http://127.0.0.1:{record['port']}"

    def client(service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name=record["region"],
            aws_access_key_id="twin-administrator",
            aws_secret_access_key="twin",
        )

    return {
        "objects": objects.objects(client("s3")),
        "catalog": services.catalog(client("glue")),
        "jobs": services.jobs(client("glue")),
        "rule sets": services.rule_sets(client("glue")),
        "logs": services.log_groups(client("logs")),
        "queues": services.queues(client("sqs")),
        "queries": services.queries(client("athena")),
        "notices": services.notices(client("dynamodb")),
        "files": files.files(state),
        "status": web.status(endpoint),
        **({"page": web.page(dashboard)} if dashboard else {}),
    }
