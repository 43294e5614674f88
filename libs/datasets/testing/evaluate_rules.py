"""Evaluates row rules with real Spark and Deequ, for the tests of the contracts.

Standard input: {"cases": [{"schema": Spark DDL, "columns": {name: Spark SQL}, "dqdl": text, "rows": [objects]}]}.
Standard output: for each case a list with the texts of the broken rules of each row, in row order.
"""

import json
import os
import pathlib
import sys

CACHE = pathlib.Path(__file__).parents[3] / ".cache"
os.environ["JAVA_HOME"] = str((CACHE / "python" / "java-runtime").resolve())
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"

from pyspark.sql import DataFrame, SparkSession  # noqa: E402  Java's place must be known first
from pyspark.sql import functions as f  # noqa: E402


def broken_rules(spark: SparkSession, case: dict) -> list[list[str]]:
    """Texts of the rules that each row breaks; a rule that Deequ skips is an error."""
    lines = [json.dumps({**row, "row": index}) for index, row in enumerate(case["rows"])]
    frame = spark.read.schema(f"{case['schema']}, row int").json(spark.sparkContext.parallelize(lines))
    for name, expression in case["columns"].items():
        frame = frame.withColumn(name, f.expr(expression).cast("string"))
    deequ = spark._jvm.com.amazon.deequ.dqdl.EvaluateDataQuality
    outcomes = deequ.processRows(frame._jdf, case["dqdl"])
    rows = DataFrame(outcomes.apply("rowLevelOutcomes"), spark).orderBy("row").collect()
    skipped = [row for row in rows if row["DataQualityRulesSkip"]]
    if skipped:
        raise ValueError(f"{len(skipped)} rows were skipped by a rule")
    return [sorted(row["DataQualityRulesFail"]) for row in rows]


def main() -> None:
    """Reads the cases and writes the answers."""
    jars = ",".join(sorted(map(str, (CACHE / "java" / "spark").glob("*.jar"))))
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.jars", jars)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    cases = json.load(sys.stdin)["cases"]
    json.dump([broken_rules(spark, case) for case in cases], sys.stdout)


if __name__ == "__main__":
    main()
