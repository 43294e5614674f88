"""The environment of a process that starts Spark by itself, such as a test run."""

from __future__ import annotations

import sys
from pathlib import Path

_RUNTIME = Path(__file__).resolve().parent
_CACHE = _RUNTIME.parents[2] / ".cache"


def environment(endpoint: str) -> dict[str, str]:
    """Variables under which PySpark has Glue's libraries and the runtime's settings; `s3://` lies at `endpoint`."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "JAVA_HOME": str(_CACHE / "python" / "java-runtime"),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(_RUNTIME / "spark"),
        "SPARK_DIST_CLASSPATH": str(_CACHE / "java" / "spark" / "*"),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
