"""AWS::CloudWatch::CompositeAlarm."""

from __future__ import annotations

from ministack.services import cloudwatch

from .api_shapes import request
from .resource_type import Created, ResourceType, generated_name, register


class CompositeAlarm(ResourceType):
    name = "AWS::CloudWatch::CompositeAlarm"
    replacing = ("AlarmName",)

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        body = request("cloudwatch", "PutCompositeAlarm", props, self.name)
        body["AlarmName"] = generated_name(props, "AlarmName", stack_name, logical_id, max_len=255)
        return self._put(body)

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self._put({**request("cloudwatch", "PutCompositeAlarm", new, self.name), "AlarmName": physical_id})

    def delete(self, physical_id: str, props: dict) -> None:
        cloudwatch._composite_alarms.pop(physical_id, None)

    def _put(self, body: dict) -> Created:
        status, _headers, answer = cloudwatch._put_composite_alarm({}, body, False, is_json=True)
        if status >= 400:
            raise ValueError(f"{self.name} failed: {answer!r}")
        name = body["AlarmName"]
        return name, {"Arn": cloudwatch._composite_alarms[name]["AlarmArn"]}


def install() -> None:
    register(CompositeAlarm())
