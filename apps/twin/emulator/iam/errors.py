"""What is wrong with a policy."""

from __future__ import annotations


class PolicyError(ValueError):
    """A policy that cannot be read: AWS would refuse it, or it uses what this evaluator does not know. Names it."""
