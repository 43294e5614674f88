"""KMS, called directly; services that use a key for their caller say so by `use`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need


def key_arn(call: Call, key: str) -> str:
    """The ARN of a key by id, ARN or alias; of a key that does not exist, one that none has."""
    backend = call.twin.backend("kms")
    try:
        return backend.keys[backend.any_id_to_key_id(key)].arn
    except (KeyError, AttributeError):
        return key if key.startswith("arn:") else call.arn(f"key/{key}", "kms")


def use(call: Call, key: str | None, *operations: str, context: tuple[tuple[str, str], ...] = ()) -> Iterator[Need]:
    """The use of a customer's key by the call's service for its caller; none if there is no such key to name."""
    if key is None or key.removeprefix("alias/").startswith("aws/"):
        return  # a key of AWS's own lets everyone in who comes by its service
    for operation in operations:
        yield Need(f"kms:{operation}", key_arn(call, key), call.via(*context))


def lend(call: Call, key: str | None) -> Iterator[Need]:
    """The grant that a service takes for itself of a key that its caller names."""
    if key is not None and not key.removeprefix("alias/").startswith("aws/"):
        facts = {**call.via(), "kms:GrantIsForAWSResource": "true"}
        yield Need("kms:CreateGrant", key_arn(call, key), facts)


def _direct(call: Call) -> Iterator[Need]:
    context = call.parameters.get("EncryptionContext") or {}
    facts = {f"kms:EncryptionContext:{key}": value for key, value in context.items()}
    yield Need(
        f"kms:{call.operation}",
        key_arn(call, call.parameters["KeyId"]),
        {**facts, "kms:CallerAccount": call.twin.account},
    )


def _make(call: Call) -> Iterator[Need]:
    yield Need("kms:CreateKey")
    if call.parameters.get("Tags"):
        yield Need("kms:TagResource")


def _alias(call: Call) -> Iterator[Need]:
    alias = call.parameters["AliasName"]
    yield Need(f"kms:{call.operation}", call.arn(alias, "kms"))
    yield Need(f"kms:{call.operation}", key_arn(call, call.parameters.get("TargetKeyId", alias)))


def _all(call: Call) -> Iterator[Need]:
    yield Need(f"kms:{call.operation}")


_USES = ("Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext")
_ADMINISTRATION = (
    *("DescribeKey", "EnableKey", "DisableKey", "UpdateKeyDescription", "ScheduleKeyDeletion", "CancelKeyDeletion"),
    *("GetKeyPolicy", "PutKeyPolicy", "GetKeyRotationStatus", "EnableKeyRotation", "DisableKeyRotation"),
    *("ListResourceTags", "TagResource", "UntagResource", "ListGrants"),
)
OPERATIONS: dict[str, Callable[[Call], Iterator[Need]]] = {
    **{name: _direct for name in (*_USES, *_ADMINISTRATION)},
    **{name: _alias for name in ("CreateAlias", "UpdateAlias", "DeleteAlias")},
    **{name: _all for name in ("ListAliases", "ListKeys")},
    "CreateKey": _make,
}
