"""AWS::ECS::Service with all that DescribeServices gives back."""

from __future__ import annotations

import json

from ministack.services import ecs

from .api_shapes import request
from .resource_type import Created, ResourceType, generated_name, register

# CreateService takes `role`, DescribeServices gives `roleArn`; these have no place in the answer.
_NOT_IN_THE_ANSWER = ("cluster", "clientToken", "role", "tags", "serviceConnectConfiguration",
                      "volumeConfigurations", "vpcLatticeConfigurations")
_OF_THE_DEPLOYMENT = ("serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations")


class Service(ResourceType):
    name = "AWS::ECS::Service"
    replacing = ("Cluster", "LaunchType", "ServiceName", "SchedulingStrategy", "Role")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        body = request("ecs", "CreateService", props, self.name)
        body["serviceName"] = generated_name(props, "ServiceName", stack_name, logical_id)
        body.setdefault("cluster", "default")
        if "desiredCount" not in body and body.get("schedulingStrategy") != "DAEMON":
            body["desiredCount"] = 1
        if ecs._resolve_cluster_name(body["cluster"]) not in ecs._clusters:
            raise ValueError(f"cluster {body['cluster']} not found")
        created = _answer(ecs._create_service(body), self.name, "create")["service"]
        _keep(_record(created["serviceArn"]), body)
        return created["serviceArn"], {"ServiceArn": created["serviceArn"], "Name": created["serviceName"]}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        record = _record(physical_id)
        before = request("ecs", "UpdateService", _updatable(old), self.name)
        body = request("ecs", "UpdateService", _updatable(new), self.name)
        changed = {key: value for key, value in body.items() if before.get(key) != value}
        if record["schedulingStrategy"] != "DAEMON" and "DesiredCount" not in new:
            # A template that leaves the count out leaves it to whoever scales the service.
            changed.pop("desiredCount", None)
        _answer(ecs._update_service({**changed, "cluster": record["clusterArn"], "service": record["serviceName"]}),
                self.name, "update")
        _keep(record, request("ecs", "CreateService", new, self.name), dropped=set(before) - set(body))
        return physical_id, {"ServiceArn": physical_id, "Name": record["serviceName"]}

    def delete(self, physical_id: str, props: dict) -> None:
        record = ecs._services.get(_key(physical_id))
        if record:
            _answer(ecs._delete_service({"cluster": record["clusterArn"], "service": record["serviceName"],
                                         "force": True}), self.name, "delete")


def _keep(record: dict, body: dict, dropped: set | frozenset = frozenset()) -> None:
    """Write what MiniStack's service record leaves out."""
    for name in dropped:
        record.pop(name, None)
    for name, value in body.items():
        if name not in _NOT_IN_THE_ANSWER and name not in ("taskDefinition", "desiredCount", "serviceName"):
            record[name] = value
    if body.get("role"):
        record["roleArn"] = body["role"]
    if body.get("tags") is not None:
        record["tags"] = body["tags"]
        ecs._tags[record["serviceArn"]] = list(body["tags"])
    for deployment in record["deployments"]:
        if deployment["status"] == "PRIMARY":
            deployment.update({name: body[name] for name in _OF_THE_DEPLOYMENT if name in body})
            deployment["networkConfiguration"] = record.get("networkConfiguration")
    _defaults(record)


def _defaults(record: dict) -> None:
    configuration = record.setdefault("deploymentConfiguration", {})
    configuration.setdefault("maximumPercent", 200)
    configuration.setdefault("minimumHealthyPercent", 100)
    record.setdefault("availabilityZoneRebalancing", "DISABLED")


def _updatable(props: dict) -> dict:
    from .api_shapes import input_shape

    members = {name.lower() for name in input_shape("ecs", "UpdateService").members} - {"cluster", "service"}
    return {key: value for key, value in props.items() if key.lower() in members}


def _key(arn: str) -> str:
    return "/".join(arn.split("/")[-2:])


def _record(arn: str) -> dict:
    record = ecs._services.get(_key(arn))
    if record is None:
        raise ValueError(f"service {arn} not found")
    return record


def _answer(response: tuple, type_name: str, action: str) -> dict:
    status, _headers, body = response
    if status >= 400:
        raise ValueError(f"{type_name} {action} failed: {body!r}")
    return json.loads(body)


def install() -> None:
    register(Service())
