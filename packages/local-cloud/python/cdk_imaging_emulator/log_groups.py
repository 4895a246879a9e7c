"""AWS::Logs::LogGroup: a name of its own for each stack that is created, and no other stack's group taken over."""

from __future__ import annotations

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import cloudwatch_logs
from ministack.services.cloudformation import provisioners

from .resource_type import Created, generated_name

_NAME = "AWS::Logs::LogGroup"
# Groups that a template made. One that a function made for itself, running before its group was there, may be taken.
_of_templates = AccountRegionScopedDict()


def install() -> None:
    handler = provisioners._RESOURCE_HANDLERS[_NAME]
    create, update, delete = handler["create"], handler["update"], handler["delete"]

    def named(props: dict, stack_name: str, logical_id: str) -> dict:
        return {**props, "LogGroupName": generated_name(props, "LogGroupName", stack_name, logical_id, max_len=512)}

    def create_named(logical_id: str, props: dict, stack_name: str) -> Created:
        declared = named(props, stack_name, logical_id)
        name = declared["LogGroupName"]
        if name in _of_templates and name in cloudwatch_logs._log_groups:
            raise ValueError(f"the log group {name} already exists")
        _of_templates[name] = True
        return create(logical_id, declared, stack_name)

    def update_named(physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return update(physical_id, named(old, stack_name, logical_id), named(new, stack_name, logical_id),
                      stack_name, logical_id)

    def delete_known(physical_id: str, props: dict) -> None:
        delete(physical_id, props)
        _of_templates.pop(physical_id, None)

    handler.update(create=create_named, update=update_named, delete=delete_known)
