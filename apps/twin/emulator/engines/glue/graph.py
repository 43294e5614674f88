"""A workflow as a graph: which trigger starts what, and waits for what. It is read from the applied triggers alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from moto.glue.models import FakeTrigger
from moto.glue.utils import Action, Condition

Step = tuple[str, str]
"""A job or crawler of a workflow: `("JOB", name)` or `("CRAWLER", name)`."""


def step_of(part: Action | Condition) -> Step:
    """What an action starts, or a condition watches."""
    return ("JOB", part.job_name) if part.job_name else ("CRAWLER", part.crawler_name)


def steps_of(triggers: Iterable[FakeTrigger]) -> list[Step]:
    """Every step that the triggers can start, each once, in the order they name them."""
    return list(dict.fromkeys(step_of(action) for trigger in triggers for action in trigger.actions))


def satisfied(trigger: FakeTrigger, states: dict[Step, str]) -> bool:
    """Whether a conditional trigger fires, given how each step of this run ended."""
    met = [
        states.get(step_of(condition)) == (condition.state or condition.crawl_state).value
        for condition in trigger.predicate.conditions
    ]
    return any(met) if trigger.predicate.logical.value == "ANY" else all(met)


def graph_of(triggers: Iterable[FakeTrigger], runs: dict[Step, dict[str, Any]]) -> dict[str, Any]:
    """The `WorkflowGraph` of the API; `runs` holds each started step's `JobDetails` or `CrawlerDetails`."""
    triggers = list(triggers)
    nodes = [
        {
            "Type": "TRIGGER",
            "Name": trigger.name,
            "UniqueId": _id("TRIGGER", trigger.name),
            "TriggerDetails": {"Trigger": trigger.as_dict()},
        }
        for trigger in triggers
    ]
    nodes += [
        {"Type": kind, "Name": name, "UniqueId": _id(kind, name), **runs.get((kind, name), {})}
        for kind, name in steps_of(triggers)
    ]
    edges = []
    for trigger in triggers:
        here = _id("TRIGGER", trigger.name)
        watched = [step_of(condition) for condition in trigger.predicate.conditions] if trigger.predicate else []
        edges += [{"SourceId": _id(*step), "DestinationId": here} for step in watched]
        edges += [{"SourceId": here, "DestinationId": _id(*step_of(action))} for action in trigger.actions]
    return {"Nodes": nodes, "Edges": edges}


def _id(kind: str, name: str) -> str:
    return f"wnode_{hashlib.sha256(f'{kind}/{name}'.encode()).hexdigest()}"
