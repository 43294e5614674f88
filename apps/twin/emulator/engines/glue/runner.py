"""The process of one job run: makes Spark ready, waits for its order, runs the script, leaves how it ended.

    python -P runner.py spark|plain [--warm]

In its folder lie a named pipe `order`, from which it reads one line of JSON, and at the end `result.json`.
It imports nothing of the emulator: a job's script sees Python, Spark and what Glue provides.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import traceback
from pathlib import Path
from typing import Any


def main(engine: str, warm: bool) -> int:
    """Serve one order; the exit code is the script's fate."""
    if engine == "spark":
        _start_jvm()
    if warm:
        _warm_up()
        Path("warm").touch()
    with Path("order").open() as pipe:
        order = json.loads(pipe.readline() or "null")
    if order is None:
        return 0
    _take(order, engine)
    error = _run(order["script"])
    sys.stdout.flush()
    sys.stderr.flush()
    Path("result.json").write_text(json.dumps({"error": error}))
    return 1 if error else 0


def _start_jvm() -> None:
    from pyspark import SparkContext

    SparkContext._ensure_initialized()


def _warm_up() -> None:
    """Have the JVM load and compile what jobs need: a shuffle, Parquet out and in, Deequ. It leaves no context."""
    import boto3  # noqa: F401 - the import is the warmth: half a second that a job's script need not wait
    from awsglue.context import GlueContext
    from awsglue.dynamicframe import DynamicFrame
    from awsgluedq.transforms import EvaluateDataQuality
    from pyspark import SparkContext

    context = GlueContext(SparkContext.getOrCreate())
    spark = context.spark_session
    target = Path("warm-up").absolute().as_uri()
    rows = spark.range(1000).selectExpr("id", "id % 7 as part", "cast(id as string) as name")
    rows.groupBy("part").count().write.parquet(target)
    read = spark.read.parquet(target)
    rules = 'Rules = [ IsComplete "part", ColumnValues "part" >= 0, RowCount > 0 ]'
    judged = EvaluateDataQuality().process_rows(DynamicFrame.fromDF(read, context, "warm-up"), rules)
    judged.select("rowLevelOutcomes").toDF().collect()
    spark.stop()


def _take(order: dict[str, Any], engine: str) -> None:
    """Become the run that was ordered: its output, its role's credentials, its arguments."""
    output = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(output, 1)
    os.environ.update(order["environment"])
    sys.argv = [order["script"], *order["arguments"]]
    sys.path[0:0] = order["libraries"]
    if engine == "spark":
        from pyspark import SparkContext

        system = SparkContext._jvm.java.lang.System
        for name, value in order["properties"].items():
            system.setProperty(name, value)


def _run(script: str) -> str | None:
    """Run the script as a program; the sentence of its failure, or `None`."""
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as error:
        return None if error.code in (None, 0) else f"SystemExit: {error.code}"
    except BaseException as error:
        _print_trace(error)
        return _sentence(error)
    return None


def _print_trace(error: BaseException) -> None:
    """To the error log: the script's part of the stack, not ours."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename in (__file__, runpy.__file__, "<frozen runpy>"):
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)


def _sentence(error: BaseException) -> str:
    """Class and message, as Glue gives them; a Java failure by its own message instead of its stack."""
    java = getattr(error, "java_exception", None)
    if java is not None:
        return f"{error.errmsg.rstrip()} {java.toString()}".replace("\n", " ")[:2000]
    return f"{type(error).__name__}: {error}".strip().rstrip(":")[:2000]


if __name__ == "__main__":
    code = main(sys.argv[1], "--warm" in sys.argv)
    # the run is over: nothing that the script left running may hold it open
    os._exit(code)
