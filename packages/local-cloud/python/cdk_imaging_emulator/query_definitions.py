"""AWS::Logs::QueryDefinition, with the API that reads it back."""

from __future__ import annotations

from ministack.core.responses import AccountRegionScopedDict, new_uuid

from .api_shapes import request
from .json_api import now, serve_json
from .resource_type import Created, ResourceType, register

_definitions = AccountRegionScopedDict()


class QueryDefinition(ResourceType):
    name = "AWS::Logs::QueryDefinition"

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        return self._put(new_uuid(), props)

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self._put(physical_id, new)

    def delete(self, physical_id: str, props: dict) -> None:
        _definitions.pop(physical_id, None)

    def _put(self, definition_id: str, props: dict) -> Created:
        body = request("logs", "PutQueryDefinition", props, self.name)
        _definitions[definition_id] = {
            "queryLanguage": "CWLI", **body, "queryDefinitionId": definition_id, "lastModified": int(now() * 1000)}
        return definition_id, {"QueryDefinitionId": definition_id}


def _describe(body: dict) -> dict:
    prefix = body.get("queryDefinitionNamePrefix", "")
    return {"queryDefinitions": [item for item in _definitions.values() if item["name"].startswith(prefix)]}


def install() -> None:
    register(QueryDefinition())
    serve_json("logs", "Logs_20140328", {"DescribeQueryDefinitions": _describe})
