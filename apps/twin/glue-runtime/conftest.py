"""The Glue context that the tests share; the runtime's own settings under it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

RUNTIME = Path(__file__).resolve().parent
sys.path.insert(0, str(RUNTIME))


@pytest.fixture(scope="session")
def glue() -> Iterator[Any]:
    """A GlueContext; its Spark session is the only one of the test run."""
    from local_spark import environment

    # no test reaches S3 through Spark
    os.environ.update(environment("http://127.0.0.1:1"))
    from awsglue.context import GlueContext
    from pyspark import SparkContext

    context = GlueContext(SparkContext.getOrCreate())
    yield context
    context.spark_session.stop()


@pytest.fixture(scope="session")
def spark(glue: Any) -> Any:
    return glue.spark_session
