"""AWS::EC2::VPCPeeringConnection; within one account CloudFormation also accepts it."""

from __future__ import annotations

from ministack.services import ec2

from . import ec2_api
from .resource_type import Created, ResourceType, register


class VpcPeeringConnection(ResourceType):
    name = "AWS::EC2::VPCPeeringConnection"
    replacing = ("VpcId", "PeerVpcId", "PeerOwnerId", "PeerRegion", "PeerRoleArn")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        if props["VpcId"] not in ec2._vpcs:
            raise ValueError(f"the vpc ID '{props['VpcId']}' does not exist")
        before = set(ec2._vpc_peering)
        ec2._create_vpc_peering_connection({
            name: [str(props[name])]
            for name in ("VpcId", "PeerVpcId", "PeerOwnerId", "PeerRegion") if props.get(name)
        })
        [peering_id] = set(ec2._vpc_peering) - before
        ec2._accept_vpc_peering_connection({"VpcPeeringConnectionId": [peering_id]})
        ec2_api.set_tags(peering_id, props)
        return peering_id, {"Id": peering_id}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        ec2_api.set_tags(physical_id, new, old)
        return physical_id, {"Id": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        if physical_id in ec2._vpc_peering:
            ec2._delete_vpc_peering_connection({"VpcPeeringConnectionId": [physical_id]})


def install() -> None:
    register(VpcPeeringConnection())
