"""Operations of JSON services that MiniStack does not have, served from our own records."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from ministack import app
from ministack.core import router

Operation = Callable[[dict], dict]


class ApiError(Exception):
    """An error that an SDK is to see under the name `code`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def serve_json(service: str, target_prefix: str, operations: dict[str, Operation]) -> None:
    """Serve `operations` of the service whose X-Amz-Target begins with `target_prefix`.

    Where MiniStack has the service, it keeps answering everything else.
    """
    existing = app.SERVICE_HANDLERS.get(service)
    if existing is None:
        router.SERVICE_PATTERNS[service] = {"target_prefixes": [f"{target_prefix}."], "credential_scope": service}

    async def handle(method: str, path: str, headers: dict, body: bytes, query: dict) -> tuple:
        name = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        operation = operations.get(name)
        if operation is None:
            if existing is not None:
                return await existing(method, path, headers, body, query)
            return _failure("UnknownOperationException", f"the local cloud does not know {service} {name}")
        try:
            return _success(operation(json.loads(body or b"{}")))
        except ApiError as error:
            return _failure(error.code, str(error))

    app.SERVICE_HANDLERS[service] = handle


def now() -> float:
    return round(time.time(), 3)


def _success(answer: dict) -> tuple:
    present = {key: value for key, value in answer.items() if value is not None}
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(present).encode()


def _failure(code: str, message: str) -> tuple:
    body = json.dumps({"__type": code, "message": message}).encode()
    return 400, {"Content-Type": "application/x-amz-json-1.1", "x-amzn-errortype": code}, body
