"""The Spark session that tests share, with the settings of the Glue runtime. A conftest imports both names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest


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
    """The session itself."""
    return glue.spark_session
