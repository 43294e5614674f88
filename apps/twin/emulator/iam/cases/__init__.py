"""Allow and deny cases, in groups that each name the page of AWS's documentation that they are taken from."""

from __future__ import annotations

from emulator.iam.cases import (
    actions_and_resources,
    cross_account,
    evaluation,
    keys,
    limits,
    operators,
    principals,
    probes,
    sets,
    trust,
    unknown,
    variables,
)

GROUPS = (
    probes.GROUP,
    actions_and_resources.GROUP,
    variables.GROUP,
    operators.GROUP,
    sets.GROUP,
    principals.GROUP,
    evaluation.GROUP,
    limits.GROUP,
    cross_account.GROUP,
    keys.GROUP,
    trust.GROUP,
    unknown.GROUP,
)
"""Every group; the probes, which moto's own check gets wrong, come first."""
