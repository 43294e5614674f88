"""The workflow run that a job belongs to: its id, its time and its datasets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

DEFAULT_DATASETS = "customer,purchase,review"


class SafeError(Exception):
    """An error whose sentence people may read anywhere: it holds counts, names and keys, never a cell's value."""


class ConfigurationError(SafeError):
    """What was deployed does not fit together; no data can mend it."""


@dataclass(frozen=True)
class Run:
    """One workflow run. `as_of` is its start, the same for every step; `datasets` are its table datasets."""

    run_id: str
    as_of: datetime
    datasets: tuple[str, ...]

    @property
    def as_of_text(self) -> str:
        """ISO 8601, UTC, whole seconds: `2024-07-01T00:00:00Z`."""
        return self.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def render(self, text: str) -> str:
        """`text` with `{{as_of}}` and `{{as_of_year}}` (the year in Tokyo) replaced."""
        year = self.as_of.astimezone(ZoneInfo("Asia/Tokyo")).year
        return text.replace("{{as_of}}", self.as_of_text).replace("{{as_of_year}}", str(year))

    def document(self, **figures: Any) -> dict[str, Any]:
        """The run's identity and these figures, for `runs/<run id>/<job>.json`."""
        return {"run_id": self.run_id, "as_of": self.as_of_text, **figures}


def current_run(glue: Any, workflow: str, run_id: str, tables: Collection[str]) -> Run:
    """The run as Glue knows it. Throws `ConfigurationError` if its property `datasets` names no table dataset."""
    started = glue.get_workflow_run(Name=workflow, RunId=run_id)["Run"]["StartedOn"]
    properties = glue.get_workflow_run_properties(Name=workflow, RunId=run_id)["RunProperties"]
    names = tuple(filter(None, (name.strip() for name in properties.get("datasets", DEFAULT_DATASETS).split(","))))
    unknown = sorted(set(names) - set(tables))
    if unknown:
        raise ConfigurationError(
            f"run {run_id}: property 'datasets' must name some of {', '.join(tables)}, got {', '.join(unknown)}"
        )
    return Run(run_id, started, names)
