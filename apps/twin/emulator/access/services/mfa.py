"""IAM, as far as people see the rules and keep their own second factor.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need


def _make(call: Call) -> Iterator[Need]:
    path, name = call.parameters.get("Path", "/"), call.parameters["VirtualMFADeviceName"]
    yield Need("iam:CreateVirtualMFADevice", f"arn:aws:iam::{call.twin.account}:mfa{path}{name}")


def _delete(call: Call) -> Iterator[Need]:
    yield Need("iam:DeleteVirtualMFADevice", call.parameters["SerialNumber"])


def _of_user(call: Call) -> Iterator[Need]:
    name = call.parameters["UserName"]
    user = call.twin.backend("iam").users.get(name)
    yield Need(f"iam:{call.operation}", user.arn if user else f"arn:aws:iam::{call.twin.account}:user/{name}")


def _on_nothing(call: Call) -> Iterator[Need]:
    yield Need(f"iam:{call.operation}")


OPERATIONS: dict[str, Callable[[Call], Iterator[Need]]] = {
    "CreateVirtualMFADevice": _make,
    "DeleteVirtualMFADevice": _delete,
    **dict.fromkeys(("EnableMFADevice", "DeactivateMFADevice", "ResyncMFADevice", "ListMFADevices"), _of_user),
    **dict.fromkeys(("ListVirtualMFADevices", "GetAccountPasswordPolicy"), _on_nothing),
}
