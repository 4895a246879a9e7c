"""AWS::SecretsManager::Secret: referred to by its ARN, and generated as the template says."""

from __future__ import annotations

import json

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners

from .api_shapes import convert, input_shape
from .resource_type import checked, refer_by

_NAME = "AWS::SecretsManager::Secret"
_GENERATED_KEY = ("GenerateStringKey", "SecretStringTemplate")


def _secret_string(props: dict) -> str:
    """The declared value, or one from GetRandomPassword: MiniStack's own generator skips most rules."""
    rules = props.get("GenerateSecretString")
    if rules is None:
        return props.get("SecretString", "")
    shape = input_shape("secretsmanager", "GetRandomPassword")
    request = convert(shape, {key: value for key, value in rules.items() if key not in _GENERATED_KEY}, _NAME)
    password = checked(secretsmanager._get_random_password(request), f"{_NAME} create")["RandomPassword"]
    if not rules.get("SecretStringTemplate"):
        return password
    return json.dumps({**json.loads(rules["SecretStringTemplate"]), rules["GenerateStringKey"]: password})


def _name_of(arn: str) -> str:
    name, _secret = secretsmanager._resolve(arn)
    return name or arn


def install() -> None:
    provisioners._sm_secret_string = _secret_string
    refer_by(_NAME, outward=lambda created: created[1]["Arn"], inward=_name_of)
