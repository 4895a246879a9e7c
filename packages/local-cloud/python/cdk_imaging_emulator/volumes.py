"""AWS::EC2::Volume and AWS::EC2::VolumeAttachment."""

from __future__ import annotations

from ministack.services import ec2

from . import ec2_api
from .resource_type import Created, ResourceType, register


class Volume(ResourceType):
    name = "AWS::EC2::Volume"
    replacing = ("AvailabilityZone", "Encrypted", "KmsKeyId", "SnapshotId", "OutpostArn")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        volume_id = ec2._new_volume_id()
        ec2._volumes[volume_id] = volume_record(volume_id, props, props["AvailabilityZone"], "available")
        ec2_api.set_tags(volume_id, props)
        return volume_id, {"VolumeId": volume_id}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        current = ec2._volumes[physical_id]
        changed = volume_record(physical_id, new, new["AvailabilityZone"], current["State"])
        current.update({**changed, "Attachments": current["Attachments"], "CreateTime": current["CreateTime"]})
        ec2_api.set_tags(physical_id, new, old)
        return physical_id, {"VolumeId": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        ec2_api.drop(ec2._volumes, physical_id)


class VolumeAttachment(ResourceType):
    name = "AWS::EC2::VolumeAttachment"
    replacing = ("Device", "InstanceId", "VolumeId")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        volume, instance = ec2._volumes.get(props["VolumeId"]), ec2._instances.get(props["InstanceId"])
        if volume is None or instance is None:
            raise ValueError(f"volume {props['VolumeId']} or instance {props['InstanceId']} does not exist")
        attach(instance, volume, props.get("Device", "/dev/sdf"), keep=True)
        return f"{props['VolumeId']}|{props['InstanceId']}", {}

    def delete(self, physical_id: str, props: dict) -> None:
        volume = ec2._volumes.get(props["VolumeId"])
        if volume:
            volume.update({"State": "available", "Attachments": []})


def attach(instance: dict, volume: dict, device: str, keep: bool) -> None:
    attachment = {"VolumeId": volume["VolumeId"], "InstanceId": instance["InstanceId"], "Device": device,
                  "State": "attached", "AttachTime": ec2._now_ts(), "DeleteOnTermination": not keep}
    volume.update({"State": "in-use", "Attachments": [attachment]})
    instance["BlockDeviceMappings"].append({"DeviceName": device, "Ebs": {
        "VolumeId": volume["VolumeId"], "Status": "attached", "AttachTime": attachment["AttachTime"],
        "DeleteOnTermination": not keep}})


def volume_record(volume_id: str, declared: dict, zone: str, state: str) -> dict:
    return {
        "VolumeId": volume_id,
        "Size": int(declared.get("Size") or declared.get("VolumeSize") or 8),
        "AvailabilityZone": zone,
        "State": state,
        "VolumeType": declared.get("VolumeType", "gp2"),
        "SnapshotId": declared.get("SnapshotId", ""),
        "Iops": int(declared.get("Iops") or 3000),
        "Throughput": int(declared.get("Throughput") or 125),
        "Encrypted": str(declared.get("Encrypted", False)).lower() == "true",
        "KmsKeyId": declared.get("KmsKeyId"),
        "CreateTime": ec2._now_ts(),
        "Attachments": [],
        "MultiAttachEnabled": False,
    }


def install() -> None:
    register(Volume(), VolumeAttachment())
