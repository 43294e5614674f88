"""Run a Glue job script as Glue does: `python run.py [--packages ZIP] [--error-file FILE] SCRIPT [--NAME VALUE …]`.

The environment has what an AWS client needs (AWS_ENDPOINT_URL, AWS_DEFAULT_REGION, credentials of the job's role).
Exit code 0 when the script ends, 1 when it throws; `--error-file` then gets `<class>: <message>`, as `ErrorMessage` of
a Glue run has it. Signals end the process and the Java process it started.
"""

from __future__ import annotations

import argparse
import os
import runpy
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[2] / ".cache"


def spark_environment(packages: Path | None = None, cache: Path = CACHE) -> dict[str, str]:
    """Environment variables under which PySpark has Glue's libraries, our settings and the job's packages."""
    on_path = [str(HERE), *([str(packages)] if packages else []), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "JAVA_HOME": str(cache / "python" / "java-runtime"),
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join(on_path),
        "SPARK_CONF_DIR": str(HERE / "spark"),
        # read by Spark's launcher, after Spark's own jars
        "SPARK_DIST_CLASSPATH": str(cache / "java" / "spark" / "*"),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


def main(arguments: list[str]) -> int:
    """Run the script; 0 when it ends, 1 when it throws."""
    parser = argparse.ArgumentParser(prog="run.py", description="Run a Glue job script.", allow_abbrev=False)
    parser.add_argument("--packages", type=Path, help="zip or folder, as --extra-py-files")
    parser.add_argument("--error-file", type=Path, help="gets the error's sentence when the script throws")
    parser.add_argument("script", type=Path)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="arguments of the script")
    options = parser.parse_args(arguments)
    os.environ.update(spark_environment(options.packages))
    sys.path[:0] = [str(HERE), *([str(options.packages)] if options.packages else [])]
    sys.argv = [str(options.script), *options.arguments]
    try:
        runpy.run_path(str(options.script), run_name="__main__")
    except Exception as error:
        traceback.print_exc()
        if options.error_file:
            options.error_file.write_text(f"{type(error).__name__}: {error}\n", encoding="utf-8")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
