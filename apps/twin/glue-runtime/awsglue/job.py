"""The job that a script belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awsglue.context import GlueContext


class Job:
    """Marks the beginning and the end of a run. Bookmarks, which `commit` would save, are not provided."""

    def __init__(self, glue_context: GlueContext) -> None:
        self._context = glue_context
        self._name: str | None = None

    def init(self, job_name: str, args: Mapping[str, Any] | None = None) -> None:
        """Begin the run of `job_name`. Throws `NotImplementedError` if `args` turns bookmarks on."""
        bookmark = (args or {}).get("job_bookmark_option", "job-bookmark-disable")
        if bookmark != "job-bookmark-disable":
            raise NotImplementedError(
                f"job {job_name}: --job-bookmark-option must be job-bookmark-disable, got {bookmark}"
            )
        self._name = job_name

    def isInitialized(self) -> bool:  # noqa: N802
        """Whether `init` was called."""
        return self._name is not None

    def commit(self) -> None:
        """End the run. Throws `RuntimeError` before `init`, as a script that forgets it saves nothing in AWS."""
        if self._name is None:
            raise RuntimeError("Job.commit must come after Job.init: call job.init(args['JOB_NAME'], args) first")
