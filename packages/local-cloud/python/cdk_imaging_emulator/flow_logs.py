"""AWS::EC2::FlowLog, to CloudWatch Logs, S3 or Firehose."""

from __future__ import annotations

from ministack.services import ec2

from . import ec2_api
from .resource_type import Created, ResourceType, register, resource_id

_PASSED_ON = ("DeliverLogsPermissionArn", "DeliverCrossAccountRole", "LogGroupName", "LogFormat", "DestinationOptions")


class FlowLog(ResourceType):
    name = "AWS::EC2::FlowLog"
    replacing = (
        "ResourceId", "ResourceType", "TrafficType", "LogDestination", "LogDestinationType",
        "MaxAggregationInterval", *_PASSED_ON,
    )

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        flow_log_id = resource_id("fl")
        ec2._flow_logs[flow_log_id] = {
            "FlowLogId": flow_log_id,
            "ResourceId": props["ResourceId"],
            "ResourceType": props["ResourceType"],
            "TrafficType": props.get("TrafficType", "ALL"),
            "LogDestinationType": props.get("LogDestinationType", "cloud-watch-logs"),
            "LogDestination": props.get("LogDestination"),
            "MaxAggregationInterval": int(props.get("MaxAggregationInterval", 600)),
            "FlowLogStatus": "ACTIVE",
            "DeliverLogsStatus": "SUCCESS",
            "CreationTime": ec2._now_ts(),
            **{name: props[name] for name in _PASSED_ON if name in props},
        }
        ec2_api.set_tags(flow_log_id, props)
        return flow_log_id, {"Id": flow_log_id}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        ec2_api.set_tags(physical_id, new, old)
        return physical_id, {"Id": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        ec2_api.drop(ec2._flow_logs, physical_id)


def install() -> None:
    register(FlowLog())
    ec2_api.serve_describe(
        "DescribeFlowLogs", "FlowLogs", ec2._flow_logs.values, id_key="FlowLogId",
        filters={
            "resource-id": lambda record: record["ResourceId"],
            "traffic-type": lambda record: record["TrafficType"],
            "log-destination-type": lambda record: record["LogDestinationType"],
            "log-group-name": lambda record: record.get("LogGroupName"),
            "flow-log-id": lambda record: record["FlowLogId"],
        },
    )
