"""AWS::EFS::FileSystem: encrypted with the service's own key where the template names none."""

from __future__ import annotations

from ministack.core.responses import get_account_id, get_region
from ministack.services import efs

from .resource_type import amend

# Plays the key behind alias/aws/elasticfilesystem.
_SERVICE_KEY = "00000000-0000-0000-0000-0000000000ef"


def _keep(file_system_id: str, props: dict) -> None:
    file_system = efs._file_systems[file_system_id]
    if file_system["Encrypted"] and not file_system["KmsKeyId"]:
        file_system["KmsKeyId"] = f"arn:aws:kms:{get_region()}:{get_account_id()}:key/{_SERVICE_KEY}"
    if not file_system["Encrypted"]:
        file_system.pop("KmsKeyId", None)


def install() -> None:
    amend("AWS::EFS::FileSystem", _keep)
