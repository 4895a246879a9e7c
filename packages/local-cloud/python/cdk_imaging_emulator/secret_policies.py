"""AWS::SecretsManager::ResourcePolicy and AWS::SecretsManager::RotationSchedule."""

from __future__ import annotations

import json

from ministack.services import secretsmanager

from .api_shapes import convert, input_shape
from .resource_type import Created, ResourceType, checked, register


class SecretResourcePolicy(ResourceType):
    name = "AWS::SecretsManager::ResourcePolicy"
    replacing = ("SecretId",)

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        policy = props["ResourcePolicy"]
        answer = checked(secretsmanager._put_resource_policy({
            "SecretId": props["SecretId"],
            "ResourcePolicy": policy if isinstance(policy, str) else json.dumps(policy),
        }), f"{self.name} create")
        # CloudFormation keeps this switch to itself; no API gives it back.
        props.get("BlockPublicPolicy")
        return answer["ARN"], {"Id": answer["ARN"]}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self.create(logical_id, new, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        checked(secretsmanager._delete_resource_policy({"SecretId": physical_id}), f"{self.name} delete",
                missing_ok=True)


class RotationSchedule(ResourceType):
    """Records the schedule. The rotation Lambda does not run: that belongs to a database that is there."""

    name = "AWS::SecretsManager::RotationSchedule"
    replacing = ("SecretId",)

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        if props.get("HostedRotationLambda"):
            raise ValueError("HostedRotationLambda needs the AWS::SecretsManager transform, "
                             "which the local cloud does not have; give a RotationLambdaARN")
        secret = _secret(props["SecretId"])
        shape = input_shape("secretsmanager", "RotateSecret").members["RotationRules"]
        secret["RotationEnabled"] = True
        secret["RotationLambdaARN"] = props.get("RotationLambdaARN")
        secret["RotationRules"] = convert(shape, props.get("RotationRules") or {}, f"{self.name}.RotationRules")
        props.get("RotateImmediatelyOnUpdate")
        return secret["ARN"], {"Id": secret["ARN"]}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self.create(logical_id, new, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        _name, secret = secretsmanager._resolve(physical_id)
        if secret:
            secret["RotationEnabled"] = False
            secret.pop("RotationLambdaARN", None)
            secret.pop("RotationRules", None)


def _secret(secret_id: str) -> dict:
    _name, secret = secretsmanager._resolve(secret_id)
    if not secret or secret.get("DeletedDate"):
        raise ValueError(f"secrets manager cannot find the secret {secret_id}")
    return secret


def install() -> None:
    register(SecretResourcePolicy(), RotationSchedule())
