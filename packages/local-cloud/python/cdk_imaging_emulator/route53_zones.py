"""AWS::Route53::HostedZone that is private, and AWS::Route53::RecordSetGroup."""

from __future__ import annotations

from ministack.services import ec2, route53
from ministack.services.cloudformation import provisioners

from .resource_type import Created, ResourceType, amend, register


class RecordSetGroup(ResourceType):
    name = "AWS::Route53::RecordSetGroup"
    replacing = ("HostedZoneId", "HostedZoneName")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        for record in self._records(props):
            provisioners._r53_record_set_create(logical_id, record, stack_name)
        return provisioners._physical_name(stack_name, logical_id), {}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        self.delete(physical_id, old)
        for record in self._records(new):
            provisioners._r53_record_set_create(logical_id, record, stack_name)
        return physical_id, {}

    def delete(self, physical_id: str, props: dict) -> None:
        for record in self._records(props):
            provisioners._r53_record_set_delete(record["Name"], record)

    @staticmethod
    def _records(props: dict) -> list[dict]:
        zone = {key: props[key] for key in ("HostedZoneId", "HostedZoneName") if key in props}
        return [{**zone, **record} for record in props.get("RecordSets") or []]


def _keep(zone_id: str, props: dict) -> None:
    vpcs = props.get("VPCs") or []
    for vpc in vpcs:
        if vpc["VPCId"] not in ec2._vpcs:
            raise ValueError(f"the vpc ID '{vpc['VPCId']}' does not exist")
    route53._zones[zone_id]["private"] = bool(vpcs)
    route53._zones[zone_id]["vpcs"] = [{"VPCId": vpc["VPCId"], "VPCRegion": vpc["VPCRegion"]} for vpc in vpcs]


def install() -> None:
    register(RecordSetGroup())
    amend("AWS::Route53::HostedZone", _keep)
