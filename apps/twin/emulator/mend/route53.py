"""Route 53: a zone that is given a network is private, and tells the networks that it answers in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.route53.responses import Route53

from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend Route 53."""
    _private_by_its_network()
    _tell_networks()


def _private_by_its_network() -> None:
    """Moto makes a zone private only where the request says so beside naming a network, which clients leave out."""
    create = Route53.create_hosted_zone

    def create_hosted_zone(response: Route53) -> Any:
        if response._get_param("VPC.VPCId"):
            response.params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
        return create(response)

    Route53.create_hosted_zone = create_hosted_zone


def _tell_networks() -> None:
    """Moto keeps the networks of a zone under names that its answer does not use."""

    @operation(Route53, "GetHostedZone")
    def get_hosted_zone(response: Route53, asked: dict[str, Any]) -> dict[str, Any]:
        zone = response.backend.get_hosted_zone(asked["Id"])
        if not zone.private_zone:
            return {"HostedZone": zone, "DelegationSet": zone.delegation_set}
        networks = [{"VPCId": network["vpc_id"], "VPCRegion": network["vpc_region"]} for network in zone.vpcs]
        return {"HostedZone": zone, "VPCs": networks}
