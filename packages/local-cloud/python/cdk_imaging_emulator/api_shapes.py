"""Template properties in the exact shape of an AWS API, guided by the API's own model.

A property list is PascalCase, an API member may be camelCase, and numbers and booleans may arrive
as strings. Reading the model (it comes with botocore) avoids a hand-written table for each type.
"""

from __future__ import annotations

import functools
import json
from datetime import datetime
from xml.sax.saxutils import escape

from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape

from . import ignored_properties


@functools.lru_cache(maxsize=None)
def service_model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def input_shape(service: str, operation: str) -> Shape:
    return service_model(service).operation_model(operation).input_shape


def output_shape(service: str, operation: str) -> Shape:
    return service_model(service).operation_model(operation).output_shape


def request(service: str, operation: str, props: dict, type_name: str, renamed: dict | None = None) -> dict:
    """The request body that `operation` would receive for these template properties."""
    source = {(renamed or {}).get(key, key): value for key, value in props.items()}
    return convert(input_shape(service, operation), source, type_name)


def convert(shape: Shape, value, where: str):
    if value is None:
        return None
    if shape.type_name == "structure":
        return _convert_structure(shape, value, where)
    if shape.type_name == "list":
        return [convert(shape.member, item, where) for item in value]
    if shape.type_name == "map":
        return {str(key): convert(shape.value, item, where) for key, item in value.items()}
    if shape.type_name in ("integer", "long"):
        return int(value)
    if shape.type_name in ("float", "double"):
        return float(value)
    if shape.type_name == "boolean":
        return str(value).lower() == "true"
    if shape.type_name == "string":
        return _convert_string(value)
    return value


def _convert_structure(shape: Shape, value: dict, where: str) -> dict:
    members = {name.lower(): name for name in shape.members}
    converted = {}
    for key, item in value.items():
        name = members.get(key.lower())
        if name is None:
            ignored_properties.note(where, key)
            continue
        converted[name] = convert(shape.members[name], item, f"{where}.{key}")
    return converted


def _convert_string(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def to_xml(shape: Shape, value) -> str:
    """The content of an element in the EC2 or the query protocol."""
    if shape.type_name == "structure":
        return "".join(_member(name, member, value[name]) for name, member in shape.members.items()
                       if value.get(name) is not None)
    if shape.type_name == "list":
        tag = shape.member.serialization.get("name", "member")
        return "".join(_element(tag, to_xml(shape.member, item)) for item in value)
    if shape.type_name == "boolean":
        return str(value).lower()
    if shape.type_name == "timestamp":
        return value.strftime("%Y-%m-%dT%H:%M:%S.000Z") if isinstance(value, datetime) else str(value)
    return escape(str(value))


def _member(name: str, shape: Shape, value) -> str:
    tag = shape.serialization.get("name", name)
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        return "".join(_element(tag, to_xml(shape.member, item)) for item in value)
    return _element(tag, to_xml(shape, value))


def _element(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>"
