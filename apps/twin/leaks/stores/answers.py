"""Answers of AWS as things to look into."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Thing = tuple[str, bytes]
"""A place's name, and what is there."""


def as_text(answer: Any) -> bytes:
    """An answer as text, without escapes."""
    if isinstance(answer, dict):
        answer = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
    return json.dumps(answer, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def pages(client: Any, operation: str, **request: Any) -> Iterator[dict[str, Any]]:
    """Every page of an operation's answer."""
    yield from client.get_paginator(operation).paginate(**request)
