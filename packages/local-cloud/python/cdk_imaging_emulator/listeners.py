"""AWS::ElasticLoadBalancingV2::Listener and ListenerRule with whole actions, and further certificates."""

from __future__ import annotations

from ministack.services import alb
from ministack.services.cloudformation import provisioners

from .api_shapes import convert, input_shape, output_shape, to_xml
from .described import amend_described
from .resource_type import Created, ResourceType, amend, register

_DECLARED = ("AlpnPolicy", "MutualAuthentication")


class ListenerCertificate(ResourceType):
    name = "AWS::ElasticLoadBalancingV2::ListenerCertificate"
    replacing = ("ListenerArn", "Certificates")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        listener = alb._listeners.get(props["ListenerArn"])
        if listener is None:
            raise ValueError(f"listener {props['ListenerArn']} does not exist")
        arns = [certificate["CertificateArn"] for certificate in props["Certificates"]]
        further = listener.setdefault("_further_certificates", [])
        further.extend(arn for arn in arns if arn not in further)
        return f"{props['ListenerArn']}|{arns[0]}", {}

    def delete(self, physical_id: str, props: dict) -> None:
        listener = alb._listeners.get(props["ListenerArn"])
        if listener:
            gone = {certificate["CertificateArn"] for certificate in props["Certificates"]}
            listener["_further_certificates"] = [
                arn for arn in listener.get("_further_certificates", []) if arn not in gone]


def _actions(props: dict, balancer_arn: str | None, prop: str = "DefaultActions") -> list[dict]:
    """The actions as declared: MiniStack's own reading drops logins, weights and stickiness."""
    shape = input_shape("elbv2", "CreateListener").members["DefaultActions"]
    actions = convert(shape, props.get(prop) or [], f"AWS::ElasticLoadBalancingV2::Listener.{prop}")
    for position, action in enumerate(actions, start=1):
        action.setdefault("Order", position)
        for arn in _target_groups(action):
            if arn not in alb._tgs:
                raise ValueError(f"target group {arn} does not exist")
            arns = alb._tgs[arn].setdefault("LoadBalancerArns", [])
            balancer = balancer_arn or alb._listeners[props["ListenerArn"]]["LoadBalancerArn"]
            if balancer not in arns:
                arns.append(balancer)
        if len(_target_groups(action)) == 1:
            action["TargetGroupArn"] = _target_groups(action)[0]
    return actions


def _target_groups(action: dict) -> list[str]:
    forward = action.get("ForwardConfig", {}).get("TargetGroups", [])
    single = [action["TargetGroupArn"]] if action.get("TargetGroupArn") else []
    return list(dict.fromkeys([*single, *(group["TargetGroupArn"] for group in forward)]))


def _action_xml(action: dict) -> str:
    # AWS never gives a client secret back.
    shown = {key: value for key, value in action.items()}
    if "AuthenticateOidcConfig" in shown:
        shown["AuthenticateOidcConfig"] = {
            key: value for key, value in shown["AuthenticateOidcConfig"].items() if key != "ClientSecret"}
    shape = output_shape("elbv2", "DescribeRules").members["Rules"].member.members["Actions"].member
    return f"<member>{to_xml(shape, shown)}</member>"


def _keep_listener(arn: str, props: dict) -> None:
    listener = alb._listeners[arn]
    for name in _DECLARED:
        listener[f"_{name}"] = props.get(name)
    attributes = props.get("ListenerAttributes")
    if attributes:
        provisioners._elbv2_merge_attributes(alb._listener_attrs.setdefault(arn, []), attributes)


def _amend_listener(described: dict) -> None:
    listener = alb._listeners[described["ListenerArn"]]
    shape = output_shape("elbv2", "DescribeListeners").members["Listeners"].member
    for name in _DECLARED:
        if listener.get(f"_{name}"):
            described[name] = convert(shape.members[name], listener[f"_{name}"], f"Listener.{name}")


def _certificates(params: dict) -> tuple:
    listener = alb._listeners.get(alb._p(params, "ListenerArn"))
    if listener is None:
        return alb._error("ListenerNotFound", "One or more listeners not found", 400)
    certificates = [{"CertificateArn": arn, "IsDefault": True} for arn in listener.get("Certificates", [])]
    certificates += [{"CertificateArn": arn, "IsDefault": False} for arn in listener.get("_further_certificates", [])]
    content = to_xml(output_shape("elbv2", "DescribeListenerCertificates"), {"Certificates": certificates})
    return alb._xml(200, "DescribeListenerCertificates", content)


def install() -> None:
    register(ListenerCertificate())
    provisioners._elbv2_listener_actions = _actions
    alb._action_xml = _action_xml
    alb._ACTION_MAP["DescribeListenerCertificates"] = _certificates
    amend("AWS::ElasticLoadBalancingV2::Listener", _keep_listener)
    amend_described("elasticloadbalancing", "elbv2", "DescribeListeners", "Listeners", _amend_listener)
