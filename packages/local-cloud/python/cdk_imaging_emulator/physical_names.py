"""Names that CloudFormation makes up, different for each stack that is created.

MiniStack derives them from the names of stack and resource alone, so that a stack which is
destroyed and created again would meet, or quietly take over, what the first one had retained.
"""

from __future__ import annotations

import hashlib

from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners


def _physical_name(stack_name: str, logical_id: str, *, lowercase: bool = False, max_len: int = 128,
                   seeded: bool = True) -> str:
    stack_id = cloudformation._stacks.get(stack_name, {}).get("StackId", stack_name)
    seed = provisioners._NAME_SEED.get() if seeded else ""
    suffix = hashlib.sha256(f"{stack_id}:{logical_id}:{seed}".encode()).hexdigest()[:13].upper()
    name = f"{stack_name}-{logical_id}-"[: max(max_len - len(suffix), 0)] + suffix
    return (name.lower() if lowercase else name)[:max_len]


def install() -> None:
    provisioners._physical_name = _physical_name
