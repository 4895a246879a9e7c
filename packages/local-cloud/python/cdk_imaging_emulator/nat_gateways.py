"""AWS::EC2::NatGateway, with the address that it took."""

from __future__ import annotations

from ministack.services import ec2

from . import ec2_api, elastic_ips
from .resource_type import Created, ResourceType, register, resource_id


class NatGateway(ResourceType):
    name = "AWS::EC2::NatGateway"
    replacing = ("SubnetId", "AllocationId", "ConnectivityType", "PrivateIpAddress", "VpcId")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        subnet = ec2._subnets.get(props.get("SubnetId", ""))
        if subnet is None:
            raise ValueError(f"the subnet ID '{props.get('SubnetId')}' does not exist")
        nat_id = resource_id("nat")
        ec2._nat_gateways[nat_id] = {
            "NatGatewayId": nat_id,
            "SubnetId": subnet["SubnetId"],
            "VpcId": subnet["VpcId"],
            "AllocationId": props.get("AllocationId", ""),
            "ConnectivityType": props.get("ConnectivityType", "public"),
            "State": "available",
            "CreateTime": ec2._now_ts(),
            "NatGatewayAddresses": [_take_address(props)],
        }
        ec2_api.set_tags(nat_id, props)
        return nat_id, {"NatGatewayId": nat_id}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        ec2_api.set_tags(physical_id, new, old)
        return physical_id, {"NatGatewayId": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        gateway = ec2._nat_gateways.get(physical_id)
        if gateway is None or gateway["State"] == "deleted":
            return
        for address in gateway.get("NatGatewayAddresses", []):
            if address.get("AllocationId") in ec2._addresses:
                elastic_ips.associate(address["AllocationId"])
        gateway["State"] = "deleted"


def _take_address(props: dict) -> dict:
    private_ip = props.get("PrivateIpAddress") or ec2._random_ip("10.0.")
    address = {"NetworkInterfaceId": resource_id("eni"), "PrivateIp": private_ip, "IsPrimary": True,
               "Status": "succeeded"}
    allocation_id = props.get("AllocationId")
    if allocation_id:
        elastic_ips.associate(allocation_id, interface_id=address["NetworkInterfaceId"], private_ip=private_ip)
        address["AllocationId"] = allocation_id
        address["PublicIp"] = ec2._addresses[allocation_id]["PublicIp"]
        address["AssociationId"] = ec2._addresses[allocation_id]["AssociationId"]
    return address


def install() -> None:
    register(NatGateway())
    ec2_api.serve_describe(
        "DescribeNatGateways", "NatGateways", ec2._nat_gateways.values, id_key="NatGatewayId",
        filters={
            "state": lambda record: record["State"],
            "vpc-id": lambda record: record["VpcId"],
            "subnet-id": lambda record: record["SubnetId"],
            "nat-gateway-id": lambda record: record["NatGatewayId"],
        },
    )
