"""Texts of policies: wildcards and policy variables.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from emulator.iam.condition_keys import MULTIVALUED, require_known
from emulator.iam.errors import PolicyError

Context = Mapping[str, tuple[str, ...]]
"""Values of a request by condition key in lower case; a key that is absent has no entry."""

_VARIABLE = re.compile(r"\$\{(?P<name>[^}]*)\}")
_LITERALS = ("*", "?", "$")
_DEFAULTED = re.compile(r"(?P<key>[^,]+?)\s*,\s*'(?P<default>[^']*)'")


@dataclass(frozen=True)
class _Variable:
    key: str
    default: str | None


class Pattern:
    """A text with `*`, `?` and, if they count, `${…}`."""

    def __init__(self, text: str, *, has_wildcards: bool = True, has_variables: bool = True) -> None:
        self.text = text
        self._parts = _parts(text, has_wildcards, has_variables)
        fixed = not any(isinstance(part, _Variable) for part in self._parts)
        self._source = "".join(map(str, self._parts)) if fixed else None

    @property
    def source(self) -> str | None:
        """The regular expression; `None` if it depends on the request."""
        return self._source

    def resolve(self, context: Context) -> str | None:
        """The regular expression for a request; `None` if the request has no value for a variable."""
        if self._source is not None:
            return self._source
        resolved = []
        for part in self._parts:
            text = _value(part, context) if isinstance(part, _Variable) else part
            if text is None:
                return None
            resolved.append(text)
        return "".join(resolved)

    def matches(self, text: str, context: Context, *, ignore_case: bool = False) -> bool:
        """Whether the whole text is of this pattern."""
        source = self.resolve(context)
        return source is not None and compiled(source, ignore_case).fullmatch(text) is not None


class Patterns:
    """Alternatives. Those without variables are one regular expression."""

    def __init__(self, texts: Iterable[str], *, ignore_case: bool = False, has_variables: bool = True) -> None:
        texts = tuple(texts)
        patterns = [Pattern(text, has_variables=has_variables) for text in texts]
        self.is_everything = "*" in texts
        fixed = [pattern.source for pattern in patterns if pattern.source is not None]
        self._fixed = compiled("|".join(f"(?:{source})" for source in fixed), ignore_case) if fixed else None
        self._varying = [pattern for pattern in patterns if pattern.source is None]
        self._ignore_case = ignore_case

    def match(self, text: str, context: Context) -> bool:
        """Whether the whole text is of one of the patterns."""
        if self._fixed is not None and self._fixed.fullmatch(text):
            return True
        return any(each.matches(text, context, ignore_case=self._ignore_case) for each in self._varying)


@lru_cache(maxsize=4096)
def compiled(source: str, ignore_case: bool = False) -> re.Pattern[str]:
    """A regular expression over whole texts, line breaks included."""
    return re.compile(source, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def _parts(text: str, has_wildcards: bool, has_variables: bool) -> list[str | _Variable]:
    if not has_variables or "${" not in text:
        return [_source(text, has_wildcards)]
    parts: list[str | _Variable] = []
    end = 0
    for found in _VARIABLE.finditer(text):
        parts += [_source(text[end : found.start()], has_wildcards), _variable(found["name"])]
        end = found.end()
    return [*parts, _source(text[end:], has_wildcards)]


def _variable(name: str) -> str | _Variable:
    if name in _LITERALS:
        return re.escape(name)
    defaulted = _DEFAULTED.fullmatch(name)
    key, default = (defaulted["key"], defaulted["default"]) if defaulted else (name, None)
    key = key.lower()
    require_known(key)
    if key in MULTIVALUED:
        raise PolicyError(f"policy variable {name} has many values: only a key with one value can be a variable")
    return _Variable(key, default)


def _value(variable: _Variable, context: Context) -> str | None:
    values = context.get(variable.key)
    text = values[0] if values else variable.default
    return None if text is None else re.escape(text)


def _source(text: str, has_wildcards: bool) -> str:
    escaped = re.escape(text)
    return escaped.replace(r"\*", ".*").replace(r"\?", ".") if has_wildcards else escaped
