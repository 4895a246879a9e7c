"""AWS::ElasticLoadBalancingV2::TargetGroup: TCP groups, protocol version and registered targets."""

from __future__ import annotations

from ministack.services import alb

from .described import amend_described
from .resource_type import amend

_LAYER_4 = ("TCP", "TLS", "UDP", "TCP_UDP", "GENEVE")


def _keep(arn: str, props: dict) -> dict:
    group = alb._tgs[arn]
    protocol = props.get("Protocol", group["Protocol"])
    group["HealthCheckProtocol"] = props.get("HealthCheckProtocol", "TCP" if protocol in _LAYER_4 else "HTTP")
    group["_ProtocolVersion"] = props.get("ProtocolVersion", None if protocol in _LAYER_4 else "HTTP1")
    group["_IpAddressType"] = props.get("IpAddressType", "ipv4")
    group["_GrpcCode"] = (props.get("Matcher") or {}).get("GrpcCode")
    _keep_targets(arn, props.get("Targets") or [])
    return {"LoadBalancerArns": group.get("LoadBalancerArns", [])}


def _keep_targets(arn: str, declared: list[dict]) -> None:
    group = alb._tgs[arn]
    targets = [{"Id": target["Id"], "Port": int(target.get("Port") or group["Port"])} for target in declared]
    earlier = {target["Id"] for target in group.get("_Targets", [])}
    others = [target for target in alb._targets.get(arn, []) if target["Id"] not in earlier]
    alb._targets[arn] = [*others, *targets]
    group["_Targets"] = targets


def _amend(described: dict) -> None:
    group = alb._tgs[described["TargetGroupArn"]]
    described["IpAddressType"] = group.get("_IpAddressType", "ipv4")
    if group.get("_ProtocolVersion"):
        described["ProtocolVersion"] = group["_ProtocolVersion"]
    if group.get("_GrpcCode"):
        described["Matcher"] = {"GrpcCode": group["_GrpcCode"]}
    if group["HealthCheckProtocol"] not in ("HTTP", "HTTPS"):
        described.pop("HealthCheckPath", None)
        described.pop("Matcher", None)


def install() -> None:
    amend("AWS::ElasticLoadBalancingV2::TargetGroup", _keep)
    amend_described("elasticloadbalancing", "elbv2", "DescribeTargetGroups", "TargetGroups", _amend)
