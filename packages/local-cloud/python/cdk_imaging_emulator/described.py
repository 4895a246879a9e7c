"""Describe answers of the XML services, amended before they leave.

MiniStack writes these answers by hand and leaves out what it does not keep. Here its answer is
parsed with the API's model, completed with what the template declared, and written anew.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from botocore.parsers import create_parser

from ministack import app

from .api_shapes import service_model, to_xml

Amend = Callable[[dict], None]

_amendments: dict[str, dict[str, tuple[str, Amend]]] = {}


def amend_described(handler: str, model: str, operation: str, collection: str, amend: Amend) -> None:
    """Have `amend` complete each item of `collection` in the answers to `operation`."""
    if handler not in _amendments:
        _amendments[handler] = {}
        app.SERVICE_HANDLERS[handler] = _amending(app.SERVICE_HANDLERS[handler], model, _amendments[handler])
    _amendments[handler][operation] = (collection, amend)


def _amending(existing, model: str, amendments: dict[str, tuple[str, Amend]]):
    async def handle(method: str, path: str, headers: dict, body: bytes, query: dict) -> tuple:
        status, answer_headers, answer = await existing(method, path, headers, body, query)
        operation = parse_qs(body.decode("utf-8", "replace")).get("Action", [""])[0] if body else ""
        if status != 200 or operation not in amendments:
            return status, answer_headers, answer
        collection, amend = amendments[operation]
        return status, answer_headers, _rewrite(model, operation, answer, collection, amend)

    return handle


def _rewrite(model: str, operation: str, answer: bytes, collection: str, amend: Amend) -> bytes:
    service = service_model(model)
    shape = service.operation_model(operation).output_shape
    parser = create_parser(service.metadata["protocol"])
    body = answer if isinstance(answer, bytes) else answer.encode()
    output = parser.parse({"status_code": 200, "headers": {}, "body": body}, shape)
    for item in output.get(collection, []):
        amend(item)
    result = shape.serialization.get("resultWrapper")
    content = to_xml(shape, output)
    inner = f"<{result}>{content}</{result}>" if result else content
    namespace = service.metadata.get("xmlNamespace", "")
    request_id = output.get("ResponseMetadata", {}).get("RequestId", "")
    return (f'<?xml version="1.0" encoding="UTF-8"?><{operation}Response xmlns="{namespace}">{inner}'
            f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{operation}Response>").encode()
