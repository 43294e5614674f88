"""What a worker is told: the script, its arguments, its libraries, and whose credentials it has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from moto.glue.models import FakeJob

from emulator.engines.glue import spark
from emulator.engines.glue.job_run import JobRun
from emulator.engines.glue.role import GLUE, role_arn

if TYPE_CHECKING:
    from emulator.twin import Twin

_FOR_GLUE_ITSELF = frozenset({"--conf", "--extra-py-files"})
_MARGIN_SECONDS = 600
"""For a run's start and its end, which its timeout does not count."""
_NOT_SUPPORTED = frozenset({"--additional-python-modules", "--extra-files", "--extra-jars"})


class CannotStartError(Exception):
    """A job that cannot run as it is defined: one sentence."""


def prepare(twin: Twin, run: JobRun, job: FakeJob, folder: Path) -> dict[str, Any]:
    """Fetch a run's script and libraries into `folder`, as the job's role, and write its order."""
    arguments = {**job.default_arguments, **run.arguments, **(job.non_overridable_arguments or {})}
    if refused := _NOT_SUPPORTED & arguments.keys():
        raise CannotStartError(f"the twin does not support {', '.join(sorted(refused))} of job {job.name}")
    s3 = twin.client("s3", role_arn(twin, job.role), GLUE)
    script = _fetch(s3, job.command["ScriptLocation"], folder)
    libraries = [_fetch(s3, location, folder) for location in _locations(arguments.get("--extra-py-files", ""))]
    # Glue renews what a job signs with; here it holds as long as the job may run
    seconds = run.settings["Timeout"] * 60 + _MARGIN_SECONDS
    session = twin.credentials.of_role(role_arn(twin, job.role), GLUE, run.job_run_id, seconds)
    credentials = session.environment()
    passed = {name: value for name, value in arguments.items() if name not in _FOR_GLUE_ITSELF}
    passed |= {"--JOB_NAME": job.name, "--JOB_RUN_ID": run.job_run_id}
    return {
        "script": str(script),
        "arguments": [word for pair in passed.items() for word in pair],
        "libraries": list(map(str, libraries)),
        "environment": credentials,
        "properties": {
            **spark.credential_properties(credentials),
            "spark.submit.pyFiles": ",".join(map(str, libraries)),
            **_spark_options(arguments.get("--conf", "")),
        },
    }


def _fetch(s3: Any, location: str, folder: Path) -> Path:
    url = urlsplit(location)
    if url.scheme not in ("s3", "s3a") or not url.netloc:
        raise CannotStartError(f"'{location}' must be s3://<bucket>/<key>")
    target = folder / Path(url.path).name
    try:
        s3.download_file(url.netloc, url.path.lstrip("/"), str(target))
    except s3.exceptions.ClientError as error:
        reason = error.response["Error"]
        raise CannotStartError(f"cannot read {location}: {reason['Code']}: {reason['Message']}") from error
    return target


def _locations(text: str) -> list[str]:
    return [location.strip() for location in text.split(",") if location.strip()]


def _spark_options(text: str) -> dict[str, str]:
    """Glue's one `--conf` holds several: `spark.a=1 --conf spark.b=2`."""
    pairs = [pair.strip() for pair in text.split("--conf") if pair.strip()]
    return dict(pair.split("=", 1) for pair in pairs)
