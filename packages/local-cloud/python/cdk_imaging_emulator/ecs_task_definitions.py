"""AWS::ECS::TaskDefinition, kept whole.

MiniStack's own handler keeps a dozen properties and leaves nested ones in the template's spelling,
so that an SDK reads back neither health checks nor secrets, volumes or Linux parameters.
"""

from __future__ import annotations

import json

from ministack.services import ecs

from .api_shapes import request
from .resource_type import Created, ResourceType, register


class TaskDefinition(ResourceType):
    name = "AWS::ECS::TaskDefinition"

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        body = request("ecs", "RegisterTaskDefinition", props, self.name)
        body.setdefault("family", f"{stack_name}-{logical_id}")
        _refuse_what_ecs_refuses(body)
        status, _headers, answer = ecs._register_task_definition(body)
        if status >= 400:
            raise ValueError(f"{self.name} create failed: {answer!r}")
        registered = json.loads(answer)["taskDefinition"]
        record = ecs._task_defs[f"{registered['family']}:{registered['revision']}"]
        record.update({key: value for key, value in body.items() if key not in ("tags", "family")})
        record["compatibilities"] = _compatibilities(body)
        for empty in [key for key, value in record.items() if value in (None, "")]:
            del record[empty]
        return record["taskDefinitionArn"], {"TaskDefinitionArn": record["taskDefinitionArn"]}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        if _without_tags(old) != _without_tags(new):
            return self.create(logical_id, new, stack_name)
        ecs._tags[physical_id] = request("ecs", "RegisterTaskDefinition", {"Tags": new.get("Tags")}, self.name)["tags"]
        return physical_id, {"TaskDefinitionArn": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        ecs._deregister_task_definition({"taskDefinition": physical_id})


def _refuse_what_ecs_refuses(body: dict) -> None:
    containers = body.get("containerDefinitions") or []
    if len(containers) > 10:
        raise ValueError(f"a task definition has at most 10 containers; got {len(containers)}")
    if not any(container.get("essential", True) for container in containers):
        raise ValueError("at least one container of a task definition must be essential")
    volumes = {volume["name"] for volume in body.get("volumes") or []}
    for container in containers:
        for mount in container.get("mountPoints") or []:
            if mount.get("sourceVolume") not in volumes:
                raise ValueError(f"container {container['name']} mounts unknown volume {mount.get('sourceVolume')}")


def _compatibilities(body: dict) -> list[str]:
    declared = list(body.get("requiresCompatibilities") or ["EC2"])
    return declared if "EC2" in declared else [*declared, "EC2"]


def _without_tags(props: dict) -> dict:
    return {key: value for key, value in props.items() if key != "Tags"}


def install() -> None:
    register(TaskDefinition())
