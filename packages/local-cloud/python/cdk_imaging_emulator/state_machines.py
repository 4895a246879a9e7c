"""AWS::StepFunctions::StateMachine: logging and tracing as DescribeStateMachine gives them back."""

from __future__ import annotations

from ministack.services import stepfunctions

from .api_shapes import convert, output_shape
from .resource_type import amend

_MEMBERS = {"LoggingConfiguration": "loggingConfiguration", "TracingConfiguration": "tracingConfiguration"}


def _keep(arn: str, props: dict) -> None:
    members = output_shape("stepfunctions", "DescribeStateMachine").members
    for name, member in _MEMBERS.items():
        if props.get(name):
            stepfunctions._state_machines[arn][member] = convert(
                members[member], props[name], f"AWS::StepFunctions::StateMachine.{name}")


def install() -> None:
    amend("AWS::StepFunctions::StateMachine", _keep)
