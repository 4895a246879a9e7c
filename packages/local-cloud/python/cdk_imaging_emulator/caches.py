"""AWS::ElastiCache::ReplicationGroup: endpoints with the names that ElastiCache gives, on the port of the template."""

from __future__ import annotations

import hashlib

from ministack.core.responses import get_account_id, get_region
from ministack.services import elasticache
from ministack.services.cloudformation import provisioners

from .resource_type import amend


def _keep(group_id: str, props: dict) -> dict:
    group = elasticache._replication_groups[group_id]
    digest = hashlib.sha256(f"{get_account_id()}{group_id}".encode()).hexdigest()[:6]
    domain = f"{group_id}.{digest}.{_short(get_region())}.cache.amazonaws.com"
    port = int(props.get("Port") or 6379)
    for node_group in group.get("NodeGroups") or []:
        _name(node_group.get("PrimaryEndpoint"), f"master.{domain}", port)
        _name(node_group.get("ReaderEndpoint"), f"replica.{domain}", port)
        for member in node_group.get("NodeGroupMembers") or []:
            _name(member.get("ReadEndpoint"), f"{member['CacheClusterId']}.{domain}", port)
    _name(group.get("ConfigurationEndpoint"), f"clustercfg.{domain}", port)
    return provisioners._ec_rg_attrs(group_id)


def _name(endpoint: dict | None, address: str, port: int) -> None:
    if endpoint:
        endpoint.update({"Address": address, "Port": port})


def _short(region: str) -> str:
    """`us-east-1` becomes `use1`."""
    area, direction, number = region.split("-")[:3]
    return f"{area}{direction[0]}{number}"


def install() -> None:
    amend("AWS::ElastiCache::ReplicationGroup", _keep)
