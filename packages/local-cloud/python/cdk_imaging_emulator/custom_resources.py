"""Custom resources whose handler breaks fail at once, with its error.

CloudFormation itself would wait an hour for an answer that can no longer come.
"""

from __future__ import annotations

import json

from ministack.services import lambda_svc
from ministack.services.cloudformation import custom_resource

_RESPONSE_PATH = "/_ministack/cfn-response/"


def _reason(function: dict, result: dict) -> str:
    body = result.get("body")
    if isinstance(body, (bytes, str)):
        try:
            body = json.loads(body)
        except ValueError:
            body = {"errorMessage": body.decode("utf-8", "replace") if isinstance(body, bytes) else body}
    message = (body or {}).get("errorMessage", "no error message") if isinstance(body, dict) else str(body)
    name = function.get("config", {}).get("FunctionName", "the handler")
    return f"{name} failed without an answer to CloudFormation: {message}"


def install() -> None:
    execute = lambda_svc._execute_function_with_config_scope

    def execute_and_answer(function: dict, event: dict) -> dict:
        result = execute(function, event)
        url = event.get("ResponseURL", "") if isinstance(event, dict) else ""
        if _RESPONSE_PATH in url and isinstance(result, dict) and result.get("error"):
            token = url.rsplit("/", 1)[-1]
            custom_resource.deliver_response(token, {"Status": "FAILED", "Reason": _reason(function, result)})
        return result

    lambda_svc._execute_function_with_config_scope = execute_and_answer
