from __future__ import annotations

from emulator.conftest import REGION, Emulator


def test_a_private_zone_tells_its_networks_and_a_public_one_its_name_servers(emulator: Emulator) -> None:
    route53 = emulator.client("route53")
    network = {"VPCId": emulator.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"], "VPCRegion": REGION}

    def zone(comment: str, **settings: dict[str, str]) -> str:
        asked = {"Name": "mall.example.com", "CallerReference": comment, "HostedZoneConfig": {"Comment": comment}}
        return route53.create_hosted_zone(**asked, **settings)["HostedZone"]["Id"]

    private, public = zone("inside", VPC=network), zone("outside")

    told = route53.get_hosted_zone(Id=private)
    assert told["VPCs"] == [network]
    assert told["HostedZone"]["Config"] == {"Comment": "inside", "PrivateZone": True}

    told = route53.get_hosted_zone(Id=public)
    assert "VPCs" not in told
    assert len(told["DelegationSet"]["NameServers"]) == 4
