"""What the tests share: one Spark session with the settings of the Glue runtime, and the real contracts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

JOBS = Path(__file__).resolve().parent
ROOT = JOBS.parents[1]
RUNTIME = ROOT / "apps" / "twin" / "glue-runtime"
sys.path[:0] = [str(JOBS), str(RUNTIME)]

import spark_fixtures  # noqa: E402

glue, spark = spark_fixtures.glue, spark_fixtures.spark


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "zone: depends on time zones; runs once more under Asia/Tokyo")


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The contracts as they are deployed."""
    source = "import { contractsJson, datasets } from './libs/datasets/src'; console.log(contractsJson(datasets))"
    command = [str(ROOT / "node_modules" / ".bin" / "tsx"), "-e", source]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


@pytest.fixture(scope="session")
def contracts(document: dict[str, Any]) -> Any:
    from common.contracts import Contracts

    return Contracts.parse(document)


@pytest.fixture(scope="session")
def dataset(contracts: Any) -> Callable[[str], Any]:
    """A dataset's contract by its name."""
    return {contract.name: contract for contract in contracts}.__getitem__


@pytest.fixture(scope="session")
def run() -> Any:
    """A run of the afternoon of 1 July 2024, Tokyo."""
    from common.run import Run

    return Run("wr_1", datetime(2024, 7, 1, 6, 30, tzinfo=UTC), ("customer", "purchase", "review"))


@pytest.fixture(scope="session")
def rule_sets(glue: Any, document: dict[str, Any]) -> Any:
    """The rule sets of the contracts as Glue would answer them."""
    from quality.rules import RuleSets

    texts = {
        f"mall-dev-pipeline-{plain['name']}-{kind}": plain[kind]["dqdl"]
        for plain in document["datasets"]
        for kind in ("gate", "rows")
        if plain[kind]
    }

    class Applied:
        def get_data_quality_ruleset(self, Name: str) -> dict[str, str]:  # noqa: N803
            return {"Name": Name, "Ruleset": texts[Name]}

    return RuleSets(Applied(), glue, "mall-dev-pipeline-")
