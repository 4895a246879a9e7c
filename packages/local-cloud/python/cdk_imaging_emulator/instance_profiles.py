"""AWS::IAM::InstanceProfile: `Ref` gives its name, not its ARN."""

from __future__ import annotations

from ministack.services import iam

from .resource_type import refer_by


def _arn_of(name: str) -> str:
    profile = iam._instance_profiles.get(name)
    return profile["Arn"] if profile else name


def install() -> None:
    refer_by("AWS::IAM::InstanceProfile",
             outward=lambda created: created[1]["Arn"].rsplit("/", 1)[-1], inward=_arn_of)
