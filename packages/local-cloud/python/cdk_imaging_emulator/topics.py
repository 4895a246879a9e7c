"""AWS::SNS::Topic: encryption and the other attributes that GetTopicAttributes gives back."""

from __future__ import annotations

import json

from ministack.services import sns

from .resource_type import amend

_ATTRIBUTES = ("KmsMasterKeyId", "SignatureVersion", "TracingConfig", "ArchivePolicy", "DisplayName",
               "FifoThroughputScope")


def _keep(arn: str, props: dict) -> None:
    attributes = sns._topics[arn]["attributes"]
    for name in _ATTRIBUTES:
        value = props.get(name)
        if value is None:
            attributes.pop(name, None)
        else:
            attributes[name] = json.dumps(value) if isinstance(value, dict) else str(value)


def install() -> None:
    amend("AWS::SNS::Topic", _keep)
