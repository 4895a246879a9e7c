"""AWS::ElasticLoadBalancingV2::LoadBalancer: its VPC, its zones, and network load balancers as such."""

from __future__ import annotations

from ministack.services import alb, ec2
from ministack.services.cloudformation import provisioners

from .described import amend_described
from .resource_type import Created, amend

_NAME = "AWS::ElasticLoadBalancingV2::LoadBalancer"
_PATHS = {"network": "net", "gateway": "gwy"}


def _keep(arn: str, props: dict) -> None:
    balancer = alb._lbs[arn]
    mappings = props.get("SubnetMappings") or []
    if mappings:
        balancer["Subnets"] = [mapping["SubnetId"] for mapping in mappings]
    subnets = [ec2._subnets[subnet] for subnet in balancer["Subnets"] if subnet in ec2._subnets]
    if len(subnets) < len(balancer["Subnets"]):
        raise ValueError(f"a subnet of {balancer['Subnets']} does not exist")
    if subnets:
        balancer["VpcId"] = subnets[0]["VpcId"]


def _named_for_its_type(create):
    """A network load balancer's ARN says `net/`, not `app/`."""

    def create_with_path(logical_id: str, props: dict, stack_name: str) -> Created:
        arn, attributes = create(logical_id, props, stack_name)
        path = _PATHS.get(alb._lbs[arn]["Type"])
        if path is None:
            return arn, attributes
        renamed = arn.replace("loadbalancer/app/", f"loadbalancer/{path}/")
        for store in (alb._lbs, alb._lb_attrs, alb._tags):
            store[renamed] = store.pop(arn)
        alb._lbs[renamed]["LoadBalancerArn"] = renamed
        return renamed, {
            **attributes,
            "Arn": renamed,
            "LoadBalancerArn": renamed,
            "LoadBalancerFullName": attributes["LoadBalancerFullName"].replace("app/", f"{path}/", 1),
            "CanonicalHostedZoneID": "Z26RNL4JYFTOTI",
        }

    return create_with_path


def _refusing_when_protected(delete):
    def delete_unprotected(arn: str, props: dict) -> None:
        attributes = {attribute["Key"]: attribute["Value"] for attribute in alb._lb_attrs.get(arn, [])}
        if attributes.get("deletion_protection.enabled") == "true":
            raise ValueError(f"load balancer {arn} cannot be deleted because deletion protection is enabled")
        delete(arn, props)

    return delete_unprotected


def _listener_named_for_its_balancer(create):
    def create_with_path(logical_id: str, props: dict, stack_name: str) -> Created:
        arn, attributes = create(logical_id, props, stack_name)
        path = _PATHS.get(alb._lbs[props["LoadBalancerArn"]]["Type"])
        if path is None:
            return arn, attributes
        renamed = arn.replace(":listener/app/", f":listener/{path}/")
        for store in (alb._listeners, alb._tags, alb._listener_attrs):
            if arn in store:
                store[renamed] = store.pop(arn)
        alb._listeners[renamed]["ListenerArn"] = renamed
        # Rules belong to application load balancers; MiniStack makes a default one for each listener.
        for rule_arn in [key for key, rule in alb._rules.items() if rule["ListenerArn"] == arn]:
            alb._rules.pop(rule_arn)
        return renamed, {**attributes, "Arn": renamed, "ListenerArn": renamed}

    return create_with_path


def _amend(balancer: dict) -> None:
    for zone in balancer.get("AvailabilityZones", []):
        subnet = ec2._subnets.get(zone.get("SubnetId", ""), {})
        zone["ZoneName"] = subnet.get("AvailabilityZone", zone.get("ZoneName"))
    if balancer["Type"] == "network":
        balancer["CanonicalHostedZoneId"] = "Z26RNL4JYFTOTI"


def install() -> None:
    amend(_NAME, _keep)
    handlers = provisioners._RESOURCE_HANDLERS
    handlers[_NAME]["create"] = _named_for_its_type(handlers[_NAME]["create"])
    handlers[_NAME]["delete"] = _refusing_when_protected(handlers[_NAME]["delete"])
    listener = handlers["AWS::ElasticLoadBalancingV2::Listener"]
    listener["create"] = _listener_named_for_its_balancer(listener["create"])
    amend_described("elasticloadbalancing", "elbv2", "DescribeLoadBalancers", "LoadBalancers", _amend)
