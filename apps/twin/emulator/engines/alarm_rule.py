"""The rules of composite alarms: functions of other alarms' states under AND, OR and NOT.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

STATES = ("OK", "ALARM", "INSUFFICIENT_DATA")
_TOKEN = re.compile(rf'({"|".join(STATES)})\(\s*"?([^")]+?)"?\s*\)|\b(AND|OR|NOT|TRUE|FALSE)\b|([()])|\s+|(.)')


class AlarmRuleError(ValueError):
    """A rule that is not one."""


def alarms_of(rule: str) -> set[str]:
    """Names of the alarms that a rule asks for."""
    return {name.rsplit(":alarm:", 1)[-1] for _, name, *_ in _TOKEN.findall(rule) if name}


def holds(rule: str, state_of: Callable[[str], str]) -> bool:
    """Whether a rule is true of the states that `state_of` gives by name. Throws `AlarmRuleError`."""
    words = []
    for state, name, word, bracket, wrong in _TOKEN.findall(rule):
        if wrong:
            raise AlarmRuleError(f"{rule!r} is no rule: {wrong!r} is not expected")
        if state:
            words.append(str(state_of(name.rsplit(":alarm:", 1)[-1]) == state))
        elif word or bracket:
            words.append({"TRUE": "True", "FALSE": "False"}.get(word, word.lower() or bracket))
    try:
        return _truth(ast.parse(" ".join(words), mode="eval").body)
    except SyntaxError as error:
        raise AlarmRuleError(f"{rule!r} is no rule") from error


def _truth(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=bool() as value):
            return value
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _truth(operand)
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_truth(part) for part in parts)
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(_truth(part) for part in parts)
    raise AlarmRuleError(f"{ast.unparse(node)} is no rule")
