"""AWS::ApplicationAutoScaling::ScalableTarget and ScalingPolicy, with the API that reads them back.

Targets and policies are kept; nothing scales.
"""

from __future__ import annotations

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region, new_uuid

from .api_shapes import request
from .json_api import ApiError, now, serve_json
from .resource_type import Created, ResourceType, register

_SERVICE = "application-autoscaling"
_targets = AccountRegionScopedDict()
_policies = AccountRegionScopedDict()


class ScalableTarget(ResourceType):
    name = "AWS::ApplicationAutoScaling::ScalableTarget"
    replacing = ("ResourceId", "ScalableDimension", "ServiceNamespace")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        body = request(_SERVICE, "RegisterScalableTarget", _without(props, "ScheduledActions"), self.name)
        target = _register_target(body)
        target["_ScheduledActions"] = props.get("ScheduledActions") or []
        return _target_key(target), {"Id": _target_key(target)}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self.create(logical_id, new, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        _targets.pop(physical_id, None)
        for arn, policy in list(_policies.items()):
            if _target_key(policy) == physical_id:
                _policies.pop(arn, None)


class ScalingPolicy(ResourceType):
    name = "AWS::ApplicationAutoScaling::ScalingPolicy"
    replacing = ("PolicyName", "ResourceId", "ScalableDimension", "ScalingTargetId", "ServiceNamespace")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        given = _without(props, "ScalingTargetId")
        if props.get("ScalingTargetId"):
            resource, dimension, namespace = props["ScalingTargetId"].split("|")
            given.update(ResourceId=resource, ScalableDimension=dimension, ServiceNamespace=namespace)
        arn = _put_policy(request(_SERVICE, "PutScalingPolicy", given, self.name))["PolicyARN"]
        return arn, {"Arn": arn}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self.create(logical_id, new, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        _policies.pop(physical_id, None)


def _without(props: dict, name: str) -> dict:
    return {key: value for key, value in props.items() if key != name}


def _target_key(record: dict) -> str:
    return "|".join((record["ResourceId"], record["ScalableDimension"], record["ServiceNamespace"]))


def _register_target(body: dict) -> dict:
    known = _targets.get(_target_key(body), {"CreationTime": now()})
    target = {**known, **body}
    target.setdefault("ScalableTargetARN", f"arn:aws:application-autoscaling:{get_region()}:{get_account_id()}:"
                                           f"scalable-target/{new_uuid()[:22]}")
    _targets[_target_key(target)] = target
    return target


def _put_policy(body: dict) -> dict:
    if _target_key(body) not in _targets:
        raise ApiError("ObjectNotFoundException", f"no scalable target registered for {_target_key(body)}")
    known = next((p for p in _policies.values()
                  if p["PolicyName"] == body["PolicyName"] and _target_key(p) == _target_key(body)), None)
    arn = known["PolicyARN"] if known else (
        f"arn:aws:autoscaling:{get_region()}:{get_account_id()}:scalingPolicy:{new_uuid()}:"
        f"resource/{body['ServiceNamespace']}/{body['ResourceId']}:policyName/{body['PolicyName']}")
    _policies[arn] = {"CreationTime": now(), "Alarms": [], **(known or {}), **body, "PolicyARN": arn}
    return _policies[arn]


def _select(records, body: dict) -> list[dict]:
    wanted = set(body.get("ResourceIds") or ([body["ResourceId"]] if body.get("ResourceId") else []))
    return [
        {key: value for key, value in record.items() if not key.startswith("_")}
        for record in records
        if record["ServiceNamespace"] == body.get("ServiceNamespace")
        and (not wanted or record["ResourceId"] in wanted)
        and body.get("ScalableDimension", record["ScalableDimension"]) == record["ScalableDimension"]
    ]


def install() -> None:
    register(ScalableTarget(), ScalingPolicy())
    serve_json(_SERVICE, "AnyScaleFrontendService", {
        "RegisterScalableTarget": lambda body: {"ScalableTargetARN": _register_target(body)["ScalableTargetARN"]},
        "PutScalingPolicy": lambda body: {"PolicyARN": _put_policy(body)["PolicyARN"], "Alarms": []},
        "DescribeScalableTargets": lambda body: {"ScalableTargets": _select(_targets.values(), body)},
        "DescribeScalingPolicies": lambda body: {"ScalingPolicies": _select(_policies.values(), body)},
        "DescribeScalingActivities": lambda body: {"ScalingActivities": []},
    })
