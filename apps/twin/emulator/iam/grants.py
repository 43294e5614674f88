"""Grants of KMS keys.

https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from emulator.iam.request import Request

_CONTEXT = "kms:encryptioncontext:"


@dataclass(frozen=True)
class Grant:
    """A grantee may use a key for some operations, perhaps with one encryption context only."""

    grantee: str
    """ARN of a role, user or session, or the name of a service."""
    operations: frozenset[str]
    """Names without prefix: `Decrypt`."""
    context_equals: Mapping[str, str] = field(default_factory=dict)
    """The only encryption context, if any is given."""
    context_subset: Mapping[str, str] = field(default_factory=dict)
    """What the encryption context must have beside anything else."""

    def permits(self, request: Request) -> bool:
        """Whether it allows the request."""
        if self.grantee not in request.principal.chain or request.action.removeprefix("kms:") not in self.operations:
            return False
        given = {
            key.removeprefix(_CONTEXT): values[0] for key, values in request.context.items() if key.startswith(_CONTEXT)
        }
        wanted = {key.lower(): value for key, value in {**self.context_subset, **self.context_equals}.items()}
        # keys of a context are compared in lower case, as condition keys are
        fits = all(given.get(key) == value for key, value in wanted.items())
        return fits and (not self.context_equals or given.keys() == wanted.keys())
