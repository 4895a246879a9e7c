"""AWS::Backup::BackupSelection."""

from __future__ import annotations

from ministack.services import backup

from .api_shapes import convert, input_shape
from .resource_type import Created, ResourceType, checked, register


class BackupSelection(ResourceType):
    name = "AWS::Backup::BackupSelection"
    replacing = ("BackupPlanId", "BackupSelection")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        shape = input_shape("backup", "CreateBackupSelection").members["BackupSelection"]
        selection = convert(shape, props["BackupSelection"], f"{self.name}.BackupSelection")
        plan_id = props["BackupPlanId"]
        created = checked(backup._create_selection(plan_id, {"BackupSelection": selection}), f"{self.name} create")
        selection_id = created["SelectionId"]
        return f"{selection_id}_{plan_id}", {"Id": f"{selection_id}_{plan_id}", "SelectionId": selection_id,
                                            "BackupPlanId": plan_id}

    def delete(self, physical_id: str, props: dict) -> None:
        selection_id, _separator, plan_id = physical_id.partition("_")
        checked(backup._delete_selection(plan_id, selection_id), f"{self.name} delete", missing_ok=True)


def install() -> None:
    register(BackupSelection())
