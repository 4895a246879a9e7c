"""A stack that could not be deleted takes no update, only another deletion.

MiniStack compares its template, which is still whole, finds no changes and lets a deployment
succeed with the outputs of resources that are gone.
"""

from __future__ import annotations

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers, helpers


def _refusing(operation):
    def refusing_operation(params: dict) -> tuple:
        stack = handlers._resolve_stack(helpers._p(params, "StackName"))
        creates = helpers._p(params, "ChangeSetType") == "CREATE"
        if stack is not None and stack.get("StackStatus") == "DELETE_FAILED" and not creates:
            message = f"Stack:{stack['StackId']} is in DELETE_FAILED state and can not be updated."
            return helpers._error("ValidationError", message)
        return operation(params)

    return refusing_operation


def install() -> None:
    operations = cloudformation._ACTION_HANDLERS
    for name in ("CreateChangeSet", "UpdateStack"):
        operations[name] = _refusing(operations[name])
