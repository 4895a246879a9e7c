"""AWS::EC2::Instance as a record: nothing boots."""

from __future__ import annotations

from ministack.core.responses import get_region
from ministack.services import ec2

from . import ec2_api
from .api_shapes import convert, input_shape, output_shape, to_xml
from .resource_type import Created, ResourceType, register
from .volumes import attach, volume_record


class Instance(ResourceType):
    name = "AWS::EC2::Instance"
    replacing = (
        "ImageId", "SubnetId", "AvailabilityZone", "KeyName", "NetworkInterfaces", "PrivateIpAddress",
        "BlockDeviceMappings", "LaunchTemplate",
    )

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        declared = {**_launch_template_data(props.get("LaunchTemplate")), **dict(props)}
        interface = next(iter(declared.get("NetworkInterfaces") or []), {})
        [instance] = ec2._launch_instances_internal(
            image_id=declared["ImageId"],
            instance_type=declared.get("InstanceType", "t3.micro"),
            subnet_id=declared.get("SubnetId") or interface.get("SubnetId"),
            count=1,
            key_name=declared.get("KeyName", ""),
            user_data=declared.get("UserData", ""),
            sg_ids=declared.get("SecurityGroupIds") or interface.get("GroupSet"),
            requested_private_ip=declared.get("PrivateIpAddress"),
            iam_profile=_instance_profile(declared.get("IamInstanceProfile")),
        )
        instance["VpcId"] = ec2._subnets.get(instance["SubnetId"], {}).get("VpcId", instance["VpcId"])
        instance["Placement"]["AvailabilityZone"] = _zone(instance["SubnetId"])
        instance["MetadataOptions"] = _metadata_options(declared.get("MetadataOptions"))
        _attach_devices(instance, declared.get("BlockDeviceMappings") or [])
        ec2_api.set_tags(instance["InstanceId"], declared)
        return instance["InstanceId"], _attributes(instance)

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        instance = ec2._instances[physical_id]
        instance["InstanceType"] = new.get("InstanceType", instance["InstanceType"])
        instance["UserData"] = new.get("UserData", "")
        instance["MetadataOptions"] = _metadata_options(new.get("MetadataOptions"))
        ec2_api.set_tags(physical_id, new, old)
        return physical_id, _attributes(instance)

    def delete(self, physical_id: str, props: dict) -> None:
        if physical_id in ec2._instances:
            ec2._terminate_instances({"InstanceId.1": [physical_id]})


def _attach_devices(instance: dict, mappings: list) -> None:
    for mapping in mappings:
        ebs = mapping.get("Ebs")
        if not ebs:
            continue
        if mapping["DeviceName"] == instance["RootDeviceName"]:
            root = ec2._volumes[instance["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]]
            root.update({key: value for key, value in volume_record(root["VolumeId"], ebs, _zone(instance["SubnetId"]),
                                                              "in-use").items() if key != "Attachments"})
            continue
        volume_id = ec2._new_volume_id()
        ec2._volumes[volume_id] = volume_record(volume_id, ebs, _zone(instance["SubnetId"]), "in-use")
        attach(instance, ec2._volumes[volume_id], mapping["DeviceName"],
                keep=str(ebs.get("DeleteOnTermination", True)).lower() == "false")


def _metadata_options(declared: dict | None) -> dict:
    shape = input_shape("ec2", "RunInstances").members["MetadataOptions"]
    return {"State": "applied", "HttpTokens": "optional", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled",
            **(convert(shape, declared or {}, "AWS::EC2::Instance.MetadataOptions"))}


def _instance_profile(name: str | None) -> dict | None:
    if not name:
        return None
    profile, error = ec2._resolve_iam_instance_profile(iam_name=name, allow_missing=True)
    if error:
        raise ValueError(f"instance profile {name} does not exist")
    return profile


def _launch_template_data(reference: dict | None) -> dict:
    if not reference:
        return {}
    template = next((t for t in ec2._launch_templates.values() if t["LaunchTemplateId"] == reference.get(
        "LaunchTemplateId") or t["LaunchTemplateName"] == reference.get("LaunchTemplateName")), None)
    if template is None:
        raise ValueError(f"launch template {reference} does not exist")
    wanted = str(reference.get("Version", template["DefaultVersionNumber"]))
    version = next((v for v in template["Versions"] if str(v["VersionNumber"]) == wanted), template["Versions"][-1])
    return dict(version["LaunchTemplateData"])


def _zone(subnet_id: str) -> str:
    return ec2._subnets.get(subnet_id, {}).get("AvailabilityZone", f"{get_region()}a")


def _attributes(instance: dict) -> dict:
    return {
        "InstanceId": instance["InstanceId"],
        "AvailabilityZone": instance["Placement"]["AvailabilityZone"],
        "PrivateIp": instance["PrivateIpAddress"],
        "PrivateDnsName": instance["PrivateDnsName"],
        "PublicIp": instance["PublicIpAddress"],
        "PublicDnsName": instance["PublicDnsName"],
        "VpcId": instance["VpcId"],
    }


def install() -> None:
    register(Instance())
    written = ec2._instance_xml

    def with_metadata_options(instance: dict) -> str:
        options = instance.get("MetadataOptions")
        xml = written(instance)
        if not options:
            return xml
        reservation = output_shape("ec2", "DescribeInstances").members["Reservations"].member
        shape = reservation.members["Instances"].member.members["MetadataOptions"]
        closing = xml.rstrip().rfind("</")
        return f"{xml[:closing]}<metadataOptions>{to_xml(shape, options)}</metadataOptions>{xml[closing:]}"

    ec2._instance_xml = with_metadata_options
