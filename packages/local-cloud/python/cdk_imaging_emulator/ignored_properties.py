"""Says which template properties the emulator did not look at, so that nothing is silently untrue.

Every create handler gets its properties in a dictionary that remembers what was read. What was not
read goes to a file, one JSON object a line, which `deploy` shows at its end.
"""

from __future__ import annotations

import copy
import json
import os
import threading

_REPORT = "LOCAL_CLOUD_IGNORED_PROPERTIES"
# These say something about the deployment itself, not about what is deployed.
_HARMLESS = {"ServiceToken", "ServiceTimeout"}
# Read when the resource is deleted.
_READ_LATER = {("AWS::ECR::Repository", "EmptyOnDelete")}

_lock = threading.Lock()


class ReadProperties(dict):
    """A dictionary that remembers which of its keys were read."""

    def __init__(self, values: dict) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def __getitem__(self, key):
        self.read.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.read.add(key)
        return super().get(key, default)

    def __contains__(self, key) -> bool:
        self.read.add(key)
        return super().__contains__(key)

    def __iter__(self):
        self.read.update(super().keys())
        return super().__iter__()

    def keys(self):
        self.read.update(super().keys())
        return super().keys()

    def items(self):
        self.read.update(super().keys())
        return super().items()

    def values(self):
        self.read.update(super().keys())
        return super().values()

    def copy(self) -> dict:
        return dict(self.items())

    def __deepcopy__(self, memo) -> dict:
        return copy.deepcopy(dict(self.items()), memo)

    def unread(self) -> list[str]:
        return sorted(set(super().keys()) - self.read - _HARMLESS)


def note(resource_type: str, prop: str) -> None:
    """Report one property that the emulator does not record."""
    report = os.environ.get(_REPORT)
    if report:
        with _lock, open(report, "a", encoding="utf-8") as file:
            file.write(json.dumps({"type": resource_type, "property": prop}) + "\n")


def install() -> None:
    from ministack.services.cloudformation import provisioners

    for name, handler in provisioners._RESOURCE_HANDLERS.items():
        if name.startswith("AWS::CloudFormation::") or name == "AWS::CDK::Metadata":
            continue
        handler["create"] = _reporting(name, handler["create"])


def _reporting(resource_type: str, create):
    def reporting_create(logical_id, props, stack_name):
        tracked = ReadProperties(props)
        created = create(logical_id, tracked, stack_name)
        for prop in tracked.unread():
            if (resource_type, prop) not in _READ_LATER:
                note(resource_type, prop)
        return created

    return reporting_create
