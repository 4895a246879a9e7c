"""AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress: rules that stand beside their group."""

from __future__ import annotations

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from .resource_type import Created, ResourceType, register

_IDENTITY = (
    "GroupId", "GroupName", "IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6",
    "SourcePrefixListId", "SourceSecurityGroupId", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId",
    "DestinationPrefixListId", "DestinationSecurityGroupId",
)


class SecurityGroupRule(ResourceType):
    replacing = _IDENTITY

    def __init__(self, name: str, store: str) -> None:
        self.name = name
        self._store = store
        self._is_egress = store == "IpPermissionsEgress"

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        rules = self._rules(props)
        [rule] = provisioners._ec2_sg_permissions([dict(props)])
        if any(_identity(existing) == _identity(rule) for existing in rules):
            raise ValueError(f"the specified rule already exists in {props['GroupId']}")
        rules.append(rule)
        return self._rule_id(props, rule), {"Id": self._rule_id(props, rule)}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        # Only the description changes in place; everything else replaces the rule.
        self.delete(physical_id, old)
        return self.create(logical_id, new, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        if props.get("GroupId") not in ec2._security_groups:
            return
        [rule] = provisioners._ec2_sg_permissions([dict(props)])
        rules = self._rules(props)
        rules[:] = [existing for existing in rules if _identity(existing) != _identity(rule)]

    def _rules(self, props: dict) -> list:
        group = ec2._security_groups.get(props.get("GroupId", ""))
        if group is None:
            raise ValueError(f"the security group '{props.get('GroupId')}' does not exist")
        return group.setdefault(self._store, [])

    def _rule_id(self, props: dict, rule: dict) -> str:
        return ec2._sg_rule_id(props["GroupId"], self._is_egress, rule)


def _identity(rule: dict) -> str:
    import json

    return json.dumps(ec2._strip_descriptions(rule), sort_keys=True)


def install() -> None:
    register(
        SecurityGroupRule("AWS::EC2::SecurityGroupIngress", "IpPermissions"),
        SecurityGroupRule("AWS::EC2::SecurityGroupEgress", "IpPermissionsEgress"),
    )
