"""What a target of a rule is sent: the event, a part of it, a constant, or a template filled from it.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

from __future__ import annotations

import json
import re
from typing import Any

from jsonpath_ng.ext import parse


def target_input(target: dict[str, Any], event: dict[str, Any], about: dict[str, str]) -> str:
    """The text for `target`; `about` gives `<aws.events.NAME>` of the rule (`rule-name`, `rule-arn`)."""
    if "Input" in target:
        return target["Input"]
    if "InputPath" in target:
        return json.dumps(_at(event, target["InputPath"]))
    transformer = target.get("InputTransformer")
    if transformer is None:
        return json.dumps(event)
    values = {name: _at(event, path) for name, path in transformer.get("InputPathsMap", {}).items()}
    values |= {f"aws.events.{name}": text for name, text in about.items()} | {"aws.events.event.json": event}
    return _filled(transformer["InputTemplate"], values)


def _filled(template: str, values: dict[str, Any]) -> str:
    """Placeholders inside a JSON string become its text, bare ones a JSON value; an absent value is empty or null."""
    out, inside = [], False
    for token in re.split(r'(\\.|"|<[\w.-]+>)', template):
        if token == '"':
            inside = not inside
        name = token[1:-1]
        if not (token.startswith("<") and name in values):
            out.append(token)
        elif inside:
            value = values[name]
            text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
            out.append(json.dumps(text)[1:-1])
        else:
            out.append(json.dumps(values[name]))
    return "".join(out)


def _at(event: dict[str, Any], path: str) -> Any:
    found = parse(path).find(event)
    return found[0].value if found else None
