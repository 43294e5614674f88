"""Secrets Manager, whose secrets are encrypted by a key of ours; and who one is, which everybody may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from emulator.access.call import Call, Need
from emulator.access.services import kms


def _secret(call: Call) -> Any:
    asked = call.parameters["SecretId"]
    found = call.twin.backend("secretsmanager").secrets
    return next((each for each in found.values() if asked in (each.arn, each.name)), None)


def _arn(call: Call, secret: Any) -> str:
    asked = call.parameters["SecretId"]
    if secret is not None:
        return secret.arn
    return asked if asked.startswith("arn:") else call.arn(f"secret:{asked}")


def _describe(call: Call) -> Iterator[Need]:
    yield Need(f"secretsmanager:{call.operation}", _arn(call, _secret(call)))


def _value(call: Call) -> Iterator[Need]:
    yield from _describe(call)
    secret = _secret(call)
    if secret is not None:
        yield from kms.use(call, secret.kms_key_id, "Decrypt", context=(("SecretARN", secret.arn),))


def _nothing(_call: Call) -> Iterator[Need]:
    return iter(())


def _take_role(call: Call) -> Iterator[Need]:
    asked = call.parameters
    facts = {"sts:RoleSessionName": asked["RoleSessionName"]}
    if "ExternalId" in asked:
        facts["sts:ExternalId"] = asked["ExternalId"]
    if "TokenCode" in asked:
        facts["aws:MultiFactorAuthPresent"] = "true"
    yield Need("sts:AssumeRole", asked["RoleArn"], facts)


OPERATIONS: dict[str, Callable[[Call], Iterator[Need]]] = {"GetSecretValue": _value, "DescribeSecret": _describe}
STS: dict[str, Callable[[Call], Iterator[Need]]] = {
    "GetCallerIdentity": _nothing,
    "GetSessionToken": _nothing,
    "AssumeRole": _take_role,
    "AssumeRoleWithWebIdentity": _nothing,
}
"""The first two need no permission, and no policy refuses them; a web identity is its token's, whoever signs."""
