"""AWS::RDS::DBInstance: what an instance was declared with and MiniStack does not keep."""

from __future__ import annotations

from ministack.core.responses import get_account_id, get_region
from ministack.services import rds
from ministack.services.cloudformation import provisioners

from .api_shapes import convert, output_shape
from .described import amend_described
from .resource_type import amend

# Property -> member of DescribeDBInstances.
_MEMBERS = {
    "CACertificateIdentifier": "CACertificateIdentifier",
    "DatabaseInsightsMode": "DatabaseInsightsMode",
    "EnableCloudwatchLogsExports": "EnabledCloudwatchLogsExports",
    "Iops": "Iops",
    "MonitoringInterval": "MonitoringInterval",
    "NetworkType": "NetworkType",
    "PerformanceInsightsKMSKeyId": "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod": "PerformanceInsightsRetentionPeriod",
    "StorageThroughput": "StorageThroughput",
}


def _keep(identifier: str, props: dict) -> None:
    if props.get("ManageMasterUserPassword"):
        raise ValueError("the local cloud does not manage master passwords; give MasterUserPassword by a reference")
    shape = output_shape("rds", "DescribeDBInstances").members["DBInstances"].member
    instance = rds._instances[identifier]
    instance["_declared"] = {
        member: convert(shape.members[member], props[name], f"AWS::RDS::DBInstance.{name}")
        for name, member in _MEMBERS.items() if props.get(name) is not None
    }
    if not props.get("DBName") and not props.get("DBClusterIdentifier"):
        instance["DBName"] = ""
    if instance["StorageEncrypted"] and not instance["KmsKeyId"]:
        # RDS encrypts with its own key where none is given.
        instance["KmsKeyId"] = f"arn:aws:kms:{get_region()}:{get_account_id()}:alias/aws/rds"
    # What happens to backups afterwards is not part of any answer.
    props.get("DeleteAutomatedBackups")


def _amend(described: dict) -> None:
    instance = rds._instances.get(described["DBInstanceIdentifier"], {})
    described.update(instance.get("_declared", {}))
    if not described.get("StorageThroughput"):
        described.pop("StorageThroughput", None)
    if not described.get("PerformanceInsightsEnabled"):
        described.pop("PerformanceInsightsRetentionPeriod", None)


def _refusing_when_protected(delete):
    def delete_unprotected(physical_id: str, props: dict) -> None:
        if rds._instances.get(physical_id, {}).get("DeletionProtection"):
            raise ValueError(f"cannot delete the protected DB instance {physical_id}; disable deletion protection")
        delete(physical_id, props)

    return delete_unprotected


def install() -> None:
    amend("AWS::RDS::DBInstance", _keep)
    handler = provisioners._RESOURCE_HANDLERS["AWS::RDS::DBInstance"]
    handler["delete"] = _refusing_when_protected(handler["delete"])
    amend_described("rds", "rds", "DescribeDBInstances", "DBInstances", _amend)
