"""AWS::EC2::VPCEndpointService and its permissions: a network load balancer shared through PrivateLink."""

from __future__ import annotations

from ministack.core.responses import AccountRegionScopedDict, get_region
from ministack.services import ec2

from . import ec2_api
from .resource_type import Created, ResourceType, register, resource_id

_services = AccountRegionScopedDict()


class VpcEndpointService(ResourceType):
    name = "AWS::EC2::VPCEndpointService"

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        service_id = resource_id("vpce-svc")
        _services[service_id] = {
            "ServiceId": service_id,
            "ServiceName": f"com.amazonaws.vpce.{get_region()}.{service_id}",
            "ServiceType": [{"ServiceType": "Interface"}],
            "ServiceState": "Available",
            "AllowedPrincipals": [],
            **_changeable(props),
        }
        ec2_api.set_tags(service_id, props)
        return service_id, {"ServiceId": service_id}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        _services[physical_id].update(_changeable(new))
        ec2_api.set_tags(physical_id, new, old)
        return physical_id, {"ServiceId": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        ec2_api.drop(_services, physical_id)


class VpcEndpointServicePermissions(ResourceType):
    name = "AWS::EC2::VPCEndpointServicePermissions"
    replacing = ("ServiceId",)

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        service_id = props["ServiceId"]
        if service_id not in _services:
            raise ValueError(f"the VPC endpoint service '{service_id}' does not exist")
        _services[service_id]["AllowedPrincipals"] = list(props.get("AllowedPrincipals") or [])
        return service_id, {}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self.create(logical_id, new, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        if physical_id in _services:
            _services[physical_id]["AllowedPrincipals"] = []


def _changeable(props: dict) -> dict:
    return {
        "AcceptanceRequired": str(props.get("AcceptanceRequired", True)).lower() == "true",
        "NetworkLoadBalancerArns": list(props.get("NetworkLoadBalancerArns") or []),
        "GatewayLoadBalancerArns": list(props.get("GatewayLoadBalancerArns") or []),
        "SupportedIpAddressTypes": list(props.get("SupportedIpAddressTypes") or ["ipv4"]),
        "PayerResponsibility": props.get("PayerResponsibility"),
    }


def _permissions(params: dict) -> tuple:
    service = _services.get(ec2._p(params, "ServiceId"))
    if service is None:
        return ec2._error("InvalidVpcEndpointServiceId.NotFound",
                          f"The VPC endpoint service '{ec2._p(params, 'ServiceId')}' does not exist", 400)
    return ec2_api.answer("DescribeVpcEndpointServicePermissions", {
        "AllowedPrincipals": [
            {"PrincipalType": "All" if principal == "*" else "Account", "Principal": principal,
             "ServiceId": service["ServiceId"]}
            for principal in service["AllowedPrincipals"]
        ],
    })


def install() -> None:
    register(VpcEndpointService(), VpcEndpointServicePermissions())
    ec2_api.serve_describe(
        "DescribeVpcEndpointServiceConfigurations", "ServiceConfigurations", _services.values, id_key="ServiceId",
        filters={
            "service-id": lambda record: record["ServiceId"],
            "service-name": lambda record: record["ServiceName"],
        },
    )
    ec2._ACTION_MAP["DescribeVpcEndpointServicePermissions"] = _permissions
