"""Attributes that `Fn::GetAtt` may ask of a VPC's parts, beside those that MiniStack gives."""

from __future__ import annotations

from ministack.services import ec2

from .resource_type import amend


def _vpc(vpc_id: str, props: dict) -> dict:
    return {
        "CidrBlock": ec2._vpcs[vpc_id]["CidrBlock"],
        "CidrBlockAssociations": [f"vpc-cidr-assoc-{vpc_id[4:]}"],
        "Ipv6CidrBlocks": [],
    }


def _subnet(subnet_id: str, props: dict) -> dict:
    subnet = ec2._subnets[subnet_id]
    return {
        "SubnetId": subnet_id,
        "VpcId": subnet["VpcId"],
        "CidrBlock": subnet["CidrBlock"],
        "AvailabilityZone": subnet["AvailabilityZone"],
        "Ipv6CidrBlocks": [],
    }


def install() -> None:
    amend("AWS::EC2::VPC", _vpc)
    amend("AWS::EC2::Subnet", _subnet)
    amend("AWS::EC2::SecurityGroup", lambda group_id, props: {"Id": group_id})
