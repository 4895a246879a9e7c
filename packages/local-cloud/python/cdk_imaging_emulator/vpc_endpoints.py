"""AWS::EC2::VPCEndpoint: gateway, interface and resource endpoints with groups, policy and DNS entries."""

from __future__ import annotations

import json

from ministack.core.responses import get_account_id, get_region, now_iso
from ministack.services import ec2

from . import ec2_api
from .resource_type import Created, ResourceType, register, resource_id


class VpcEndpoint(ResourceType):
    name = "AWS::EC2::VPCEndpoint"
    replacing = ("VpcId", "ServiceName", "VpcEndpointType", "ServiceRegion", "ResourceConfigurationArn",
                 "ServiceNetworkArn")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        if props["VpcId"] not in ec2._vpcs:
            raise ValueError(f"the vpc ID '{props['VpcId']}' does not exist")
        endpoint_id = resource_id("vpce")
        endpoint = {
            "VpcEndpointId": endpoint_id,
            "VpcEndpointType": props.get("VpcEndpointType", "Gateway"),
            "VpcId": props["VpcId"],
            "ServiceName": props.get("ServiceName"),
            "State": "available",
            "OwnerId": get_account_id(),
            "RequesterManaged": False,
            "CreationTimestamp": now_iso(),
            **_changeable(endpoint_id, props),
        }
        ec2._vpc_endpoints[endpoint_id] = endpoint
        ec2_api.set_tags(endpoint_id, props)
        return endpoint_id, _attributes(endpoint)

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        endpoint = ec2._vpc_endpoints[physical_id]
        endpoint.update(_changeable(physical_id, new))
        ec2_api.set_tags(physical_id, new, old)
        return physical_id, _attributes(endpoint)

    def delete(self, physical_id: str, props: dict) -> None:
        ec2_api.drop(ec2._vpc_endpoints, physical_id)


def _changeable(endpoint_id: str, props: dict) -> dict:
    subnets = list(props.get("SubnetIds") or [])
    policy = props.get("PolicyDocument")
    return {
        "RouteTableIds": list(props.get("RouteTableIds") or []),
        "SubnetIds": subnets,
        # One interface in each subnet, under an id that stays the same over updates.
        "NetworkInterfaceIds": [f"eni-{endpoint_id[-9:]}{subnet[-8:]}" for subnet in subnets],
        "Groups": [_group(group_id) for group_id in props.get("SecurityGroupIds") or []],
        "PrivateDnsEnabled": str(props.get("PrivateDnsEnabled", False)).lower() == "true",
        "IpAddressType": props.get("IpAddressType", "ipv4"),
        "DnsOptions": props.get("DnsOptions"),
        "PolicyDocument": json.dumps(policy) if isinstance(policy, dict) else policy,
        "DnsEntries": _dns_entries(endpoint_id, props),
    }


def _group(group_id: str) -> dict:
    return {"GroupId": group_id, "GroupName": ec2._security_groups.get(group_id, {}).get("GroupName", "")}


def _dns_entries(endpoint_id: str, props: dict) -> list[dict]:
    if props.get("VpcEndpointType") != "Interface":
        return []
    service = str(props.get("ServiceName", "")).rsplit(f"{get_region()}.", 1)[-1]
    return [{
        "DnsName": f"{endpoint_id}.{service}.{get_region()}.vpce.amazonaws.com",
        "HostedZoneId": "Z7HUB22UULQXV",
    }]


def _attributes(endpoint: dict) -> dict:
    return {
        "Id": endpoint["VpcEndpointId"],
        "CreationTimestamp": endpoint["CreationTimestamp"],
        "DnsEntries": [f"{entry['HostedZoneId']}:{entry['DnsName']}" for entry in endpoint["DnsEntries"]],
        "NetworkInterfaceIds": endpoint["NetworkInterfaceIds"],
    }


def install() -> None:
    register(VpcEndpoint())
    ec2_api.serve_describe(
        "DescribeVpcEndpoints", "VpcEndpoints", ec2._vpc_endpoints.values, id_key="VpcEndpointId",
        filters={
            "vpc-id": lambda record: record["VpcId"],
            "service-name": lambda record: record["ServiceName"],
            "vpc-endpoint-id": lambda record: record["VpcEndpointId"],
            "vpc-endpoint-state": lambda record: record["State"],
            "vpc-endpoint-type": lambda record: record["VpcEndpointType"],
        },
    )
