"""AWS::EC2::EIP: an address that a NAT gateway or an instance takes."""

from __future__ import annotations

from ministack.services import ec2

from . import ec2_api
from .resource_type import Created, ResourceType, register, resource_id


class ElasticIp(ResourceType):
    name = "AWS::EC2::EIP"
    replacing = ("Domain", "NetworkBorderGroup", "TransferAddress", "Address", "IpamPoolId")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        allocation_id = resource_id("eipalloc")
        address = ec2._random_ip("52.")
        ec2._addresses[allocation_id] = {
            "AllocationId": allocation_id,
            "PublicIp": address,
            "Domain": props.get("Domain", "vpc"),
            "AssociationId": None,
            "InstanceId": None,
            "NetworkInterfaceId": None,
            "PrivateIpAddress": None,
        }
        ec2_api.set_tags(allocation_id, props)
        if props.get("InstanceId"):
            associate(allocation_id, instance_id=props["InstanceId"])
        return address, {"AllocationId": allocation_id, "PublicIp": address}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        allocation_id = allocation_of(physical_id)
        ec2_api.set_tags(allocation_id, new, old)
        if new.get("InstanceId") != old.get("InstanceId"):
            associate(allocation_id, instance_id=new.get("InstanceId"))
        return physical_id, {"AllocationId": allocation_id, "PublicIp": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        for allocation_id, address in list(ec2._addresses.items()):
            if address["PublicIp"] != physical_id:
                continue
            if address["NetworkInterfaceId"]:
                raise ValueError(f"address {physical_id} is in use by {address['NetworkInterfaceId']}")
            ec2_api.drop(ec2._addresses, allocation_id)


def allocation_of(public_ip: str) -> str:
    for allocation_id, address in ec2._addresses.items():
        if address["PublicIp"] == public_ip:
            return allocation_id
    raise ValueError(f"no elastic IP address {public_ip}")


def associate(allocation_id: str, instance_id: str | None = None, interface_id: str | None = None,
              private_ip: str | None = None) -> None:
    """Tie an address to an instance or an interface; both None sets it free."""
    address = ec2._addresses.get(allocation_id)
    if address is None:
        raise ValueError(f"the allocation ID '{allocation_id}' does not exist")
    taken = instance_id or interface_id
    address["AssociationId"] = resource_id("eipassoc") if taken else None
    address["InstanceId"] = instance_id
    address["NetworkInterfaceId"] = interface_id
    address["PrivateIpAddress"] = private_ip


def install() -> None:
    register(ElasticIp())
    ec2_api.serve_describe(
        "DescribeAddresses", "Addresses", ec2._addresses.values, id_key="AllocationId",
        filters={
            "public-ip": lambda record: record["PublicIp"],
            "allocation-id": lambda record: record["AllocationId"],
            "domain": lambda record: record["Domain"],
            "instance-id": lambda record: record["InstanceId"],
            "network-interface-id": lambda record: record["NetworkInterfaceId"],
        },
    )
