"""AWS::AutoScaling::AutoScalingGroup: what the group was declared with and MiniStack does not keep."""

from __future__ import annotations

from ministack.services import autoscaling, ec2

from .api_shapes import convert, output_shape
from .described import amend_described
from .resource_type import amend

_MEMBERS = (
    "CapacityRebalance", "Context", "DefaultInstanceWarmup", "DesiredCapacityType", "InstanceMaintenancePolicy",
    "MaxInstanceLifetime", "MixedInstancesPolicy", "TargetGroupARNs", "LoadBalancerNames",
    "ServiceLinkedRoleARN", "PlacementGroup",
)


def _keep(name: str, props: dict) -> None:
    shape = output_shape("autoscaling", "DescribeAutoScalingGroups").members["AutoScalingGroups"].member
    group = autoscaling._asgs[name]
    group["_declared"] = {
        member: convert(shape.members[member], props[member], f"AWS::AutoScaling::AutoScalingGroup.{member}")
        for member in _MEMBERS if props.get(member) is not None
    }
    group["_declared"]["EnabledMetrics"] = [
        {"Metric": metric, "Granularity": collection.get("Granularity", "1Minute")}
        for collection in props.get("MetricsCollection") or [] for metric in collection.get("Metrics") or ["All"]
    ]
    zones = [ec2._subnets[subnet]["AvailabilityZone"] for subnet in group["VPCZoneIdentifier"].split(",")
             if subnet in ec2._subnets]
    if zones:
        group["AvailabilityZones"] = list(dict.fromkeys(zones))


def _amend(described: dict) -> None:
    group = autoscaling._asgs.get(described["AutoScalingGroupName"], {})
    described.update(group.get("_declared", {}))
    if not described.get("LaunchConfigurationName"):
        described.pop("LaunchConfigurationName", None)


def install() -> None:
    amend("AWS::AutoScaling::AutoScalingGroup", _keep)
    amend_described("autoscaling", "autoscaling", "DescribeAutoScalingGroups", "AutoScalingGroups", _amend)
