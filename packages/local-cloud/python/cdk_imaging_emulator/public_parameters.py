"""The parameters that AWS publishes under `/aws/service/` and a template resolves.

The image ids are invented and always the same: nothing boots from them.
"""

from __future__ import annotations

import json

from ministack.services import ssm

_AL2023 = "/aws/service/ami-amazon-linux-latest/al2023-ami"
_ECS = "/aws/service/ecs/optimized-ami"

_IMAGES = {
    f"{_AL2023}-kernel-default-arm64": "ami-0a2023000000a64e1",
    f"{_AL2023}-kernel-6.1-x86_64": "ami-0a202300000061086",
    f"{_AL2023}-kernel-6.1-arm64": "ami-0a202300000061a64",
    f"{_AL2023}-minimal-kernel-default-x86_64": "ami-0a20230000000ce86",
    "/aws/service/storagegateway/ami/FILE_S3/latest": "ami-0f11e53000000a7e1",
}
_ECS_IMAGES = {
    "amazon-linux-2023": "ami-0ec5a120230000086",
    "amazon-linux-2023/arm64": "ami-0ec5a120230000a64",
    "amazon-linux-2": "ami-0ec5a120000000086",
}


def install() -> None:
    parameters = ssm._PUBLIC_AMI_PARAMETERS
    parameters.update(_IMAGES)
    for system, image in _ECS_IMAGES.items():
        prefix = f"{_ECS}/{system}/recommended"
        parameters[f"{prefix}/image_id"] = image
        parameters[prefix] = json.dumps({"schema_version": 1, "image_id": image, "os": system})
