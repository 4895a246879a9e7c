"""How one of our resource types joins MiniStack's CloudFormation engine."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from ministack.services.cloudformation import provisioners

Created = tuple[str, dict]


class ResourceType:
    """One CloudFormation type. Subclasses do the work, `register` does the plumbing."""

    name: str
    replacing: tuple[str, ...] = ()
    """Properties whose change replaces the resource; the engine creates anew, then deletes."""

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        raise NotImplementedError

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        raise NotImplementedError

    def delete(self, physical_id: str, props: dict) -> None:
        raise NotImplementedError


def register(*types: ResourceType) -> None:
    for resource_type in types:
        provisioners._RESOURCE_HANDLERS[resource_type.name] = {
            "create": resource_type.create,
            "update": resource_type.update,
            "update_with_logical_id": True,
            "delete": resource_type.delete,
        }
        provisioners._REPLACING_PROPERTIES[resource_type.name] = frozenset(resource_type.replacing)


def generated_name(props: dict, prop: str, stack_name: str, logical_id: str, max_len: int = 128) -> str:
    """The name a template gives, or the one CloudFormation would make up."""
    return props.get(prop) or provisioners._physical_name(stack_name, logical_id, max_len=max_len)


def resource_id(prefix: str) -> str:
    """An identifier in EC2's shape, such as `eipalloc-0a1b…`."""
    return f"{prefix}-{random.getrandbits(68):017x}"


def checked(response: tuple, what: str, missing_ok: bool = False) -> dict:
    """The JSON body of an internal API call, or the error that fails the resource."""
    status, _headers, body = response
    if status >= 400:
        if missing_ok and (status == 404 or b"NotFound" in body):
            return {}
        raise ValueError(f"{what} failed: {body!r}")
    return json.loads(body) if body else {}


def amend(name: str, keep: Callable[[str, dict], dict | None]) -> None:
    """Let MiniStack's own handler work, then have `keep(physical_id, props)` record what it leaves out.

    What `keep` returns joins the attributes that `Fn::GetAtt` gives.
    """
    handler = provisioners._RESOURCE_HANDLERS[name]
    create, update = handler["create"], handler["update"]
    wants_logical_id = handler.get("update_with_logical_id", False)

    def amended_create(logical_id: str, props: dict, stack_name: str) -> Created:
        physical_id, attributes = create(logical_id, props, stack_name)
        return physical_id, {**attributes, **(keep(physical_id, props) or {})}

    def amended_update(physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        arguments = (physical_id, old, new, stack_name) + ((logical_id,) if wants_logical_id else ())
        new_id, attributes = update(*arguments)
        return new_id, {**attributes, **(keep(new_id, new) or {})}

    handler.update(create=amended_create, update=amended_update, update_with_logical_id=True)


def refer_by(name: str, outward: Callable[[Created], str], inward: Callable[[str], str]) -> None:
    """Change what `Ref` gives: `outward` from a creation's result, `inward` back to MiniStack's own id."""
    handler = provisioners._RESOURCE_HANDLERS[name]
    create, update, delete = handler["create"], handler["update"], handler["delete"]
    wants_logical_id = handler.get("update_with_logical_id", False)

    def referred_create(logical_id: str, props: dict, stack_name: str) -> Created:
        created = create(logical_id, props, stack_name)
        return outward(created), created[1]

    def referred_update(physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        arguments = (inward(physical_id), old, new, stack_name) + ((logical_id,) if wants_logical_id else ())
        updated = update(*arguments)
        return outward(updated), updated[1]

    def referred_delete(physical_id: str, props: dict) -> None:
        delete(inward(physical_id), props)

    handler.update(create=referred_create, update=referred_update, delete=referred_delete, update_with_logical_id=True)
