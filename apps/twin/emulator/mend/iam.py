"""IAM: a permissions boundary must be there, users have one too, and a policy in use as one stays."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from typing import TYPE_CHECKING, Any

from moto.iam.models import IAMBackend, Role, User
from moto.iam.responses import IamResponse

from emulator.operations import AwsError, operation, parameters

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend IAM."""
    _require_boundaries_of_roles()
    _keep_boundaries_of_users()
    _keep_policies_in_use()


def _require(backend: IAMBackend, boundary: str | None) -> None:
    if boundary and boundary not in backend.managed_policies:
        raise AwsError("NoSuchEntity", f"Scope ARN: {boundary} does not exist or is not attachable.")


def _require_boundaries_of_roles() -> None:
    create, put = IAMBackend.create_role, IAMBackend.put_role_permissions_boundary

    named = signature(create)

    def create_role(*given: Any, **named_given: Any) -> Role:
        asked = named.bind(*given, **named_given).arguments
        _require(asked["self"], asked["permissions_boundary"])
        return create(*given, **named_given)

    def put_role_permissions_boundary(backend: IAMBackend, role_name: str, permissions_boundary: str) -> None:
        _require(backend, permissions_boundary)
        put(backend, role_name, permissions_boundary)

    IAMBackend.create_role = create_role
    IAMBackend.put_role_permissions_boundary = put_role_permissions_boundary


def _keep_boundaries_of_users() -> None:
    """Moto drops the boundary of a new user, and has no operation that sets or takes one."""
    create = IamResponse.create_user

    def create_user(response: IamResponse) -> Any:
        asked = parameters(response)
        boundary = asked.get("PermissionsBoundary")
        _require(response.backend, boundary)
        answer = create(response)
        response.backend.get_user(asked["UserName"]).permissions_boundary_arn = boundary
        return answer

    @operation(IamResponse, "PutUserPermissionsBoundary")
    def put(response: IamResponse, asked: dict[str, Any]) -> None:
        _require(response.backend, asked["PermissionsBoundary"])
        response.backend.get_user(asked["UserName"]).permissions_boundary_arn = asked["PermissionsBoundary"]

    @operation(IamResponse, "DeleteUserPermissionsBoundary")
    def delete(response: IamResponse, asked: dict[str, Any]) -> None:
        response.backend.get_user(asked["UserName"]).permissions_boundary_arn = None

    IamResponse.create_user = create_user
    User.permissions_boundary_arn = None
    User.permissions_boundary = property(_told)


def _told(holder: Any) -> Mapping[str, str] | None:
    arn = holder.permissions_boundary_arn
    return {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn} if arn else None


def _keep_policies_in_use() -> None:
    """A role or user whose boundary is gone could not be decided on: AWS does not let it go."""
    delete = IAMBackend.delete_policy

    def delete_policy(backend: IAMBackend, policy_arn: str) -> None:
        holders = [*backend.roles.values(), *backend.users.values()]
        if any(holder.permissions_boundary_arn == policy_arn for holder in holders):
            raise AwsError("DeleteConflict", "Cannot delete a policy attached to entities.")
        delete(backend, policy_arn)

    IAMBackend.delete_policy = delete_policy
