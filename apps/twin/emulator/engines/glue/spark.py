"""What a worker's process sees: the runtime's Spark settings, and what belongs to this worker alone."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from emulator.engines.glue import settings


def environment(folder: Path, endpoint: str, region: str, memory: str) -> dict[str, str]:
    """Built from nothing, so no key, profile or proxy of the person at the desk gets in."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(settings.GLUE_RUNTIME),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYSPARK_PYTHON": str(settings.PYTHON),
        "PYSPARK_SUBMIT_ARGS": shlex.join([*_options(folder, region, memory), "pyspark-shell"]),
        "JAVA_HOME": str(settings.JAVA_HOME),
        "SPARK_CONF_DIR": str(settings.GLUE_RUNTIME / "spark"),
        # Spark's launcher puts these after Spark's own jars, so that their older siblings cannot win
        "SPARK_DIST_CLASSPATH": str(settings.JARS / "*"),
        "SPARK_SUBMIT_OPTS": f'"-Djava.io.tmpdir={folder}" -XX:-UsePerfData',
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder),
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def credential_properties(credentials: dict[str, str]) -> dict[str, str]:
    """The role's credentials as the system properties that S3A reads in a JVM that is already up."""
    names = {
        "AWS_ACCESS_KEY_ID": "aws.accessKeyId",
        "AWS_SECRET_ACCESS_KEY": "aws.secretKey",
        "AWS_SESSION_TOKEN": "aws.sessionToken",
    }
    return {names[name]: value for name, value in credentials.items()}


def _options(folder: Path, region: str, memory: str) -> list[str]:
    settings_of_worker = {
        "spark.driver.memory": memory,
        "spark.sql.warehouse.dir": folder / "warehouse",
        "spark.hadoop.hadoop.tmp.dir": folder / "hadoop",
        "spark.hadoop.fs.s3a.endpoint.region": region,
        "spark.hadoop.fs.s3a.aws.credentials.provider": "com.amazonaws.auth.SystemPropertiesCredentialsProvider",
    }
    return [word for name, value in settings_of_worker.items() for word in ("--conf", f"{name}={value}")]
