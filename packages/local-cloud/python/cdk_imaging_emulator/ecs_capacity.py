"""AWS::ECS::CapacityProvider, its association with a cluster, and a cluster's Service Connect default."""

from __future__ import annotations

from ministack.services import autoscaling, ecs

from .api_shapes import convert, input_shape, request
from .resource_type import Created, ResourceType, amend, checked, generated_name, register


class CapacityProvider(ResourceType):
    name = "AWS::ECS::CapacityProvider"
    replacing = ("Name", "ClusterName")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        body = request("ecs", "CreateCapacityProvider", props, self.name, renamed={"ClusterName": "Cluster"})
        body["name"] = generated_name(props, "Name", stack_name, logical_id)
        provider = checked(ecs._create_capacity_provider(body), f"{self.name} create")["capacityProvider"]
        record = ecs._capacity_providers[provider["name"]]
        record["autoScalingGroupProvider"] = _group_provider(body)
        return provider["name"], {}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        body = request("ecs", "CreateCapacityProvider", new, self.name, renamed={"ClusterName": "Cluster"})
        record = ecs._capacity_providers[physical_id]
        record["autoScalingGroupProvider"] = _group_provider(body)
        record["tags"] = body.get("tags", [])
        return physical_id, {}

    def delete(self, physical_id: str, props: dict) -> None:
        using = [c["clusterName"] for c in ecs._clusters.values() if physical_id in c["capacityProviders"]]
        if using:
            raise ValueError(f"capacity provider {physical_id} is in use by cluster {using[0]}")
        checked(ecs._delete_capacity_provider({"capacityProvider": physical_id}), f"{self.name} delete",
                missing_ok=physical_id not in ecs._capacity_providers)


class ClusterCapacityProviderAssociations(ResourceType):
    name = "AWS::ECS::ClusterCapacityProviderAssociations"
    replacing = ("Cluster",)

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        cluster = _cluster(props["Cluster"])
        body = request("ecs", "PutClusterCapacityProviders", props, self.name)
        known = {*ecs._capacity_providers, "FARGATE", "FARGATE_SPOT"}
        for name in body["capacityProviders"]:
            if name not in known:
                raise ValueError(f"capacity provider {name} does not exist")
        checked(ecs._put_cluster_capacity_providers(body), f"{self.name} create")
        return cluster["clusterName"], {}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self.create(logical_id, new, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        cluster = ecs._clusters.get(physical_id)
        if cluster:
            cluster["capacityProviders"] = []
            cluster["defaultCapacityProviderStrategy"] = []


def _group_provider(body: dict) -> dict:
    declared = dict(body.get("autoScalingGroupProvider") or {})
    # The property takes a name as well, and the CDK gives one; the API answers with the ARN.
    given = declared.get("autoScalingGroupArn", "")
    group = autoscaling._asgs.get(given.rsplit("autoScalingGroupName/", 1)[-1])
    if group is None:
        raise ValueError(f"auto scaling group {given} does not exist")
    declared["autoScalingGroupArn"] = group["AutoScalingGroupARN"]
    declared.setdefault("managedScaling", {"status": "DISABLED"})
    declared.setdefault("managedTerminationProtection", "DISABLED")
    declared.setdefault("managedDraining", "ENABLED")
    return declared


def _cluster(reference: str) -> dict:
    cluster = ecs._clusters.get(ecs._resolve_cluster_name(reference))
    if cluster is None:
        raise ValueError(f"cluster {reference} does not exist")
    return cluster


def _keep_service_connect_defaults(cluster_name: str, props: dict) -> None:
    shape = input_shape("ecs", "CreateCluster").members["serviceConnectDefaults"]
    declared = props.get("ServiceConnectDefaults")
    record = ecs._clusters[cluster_name]
    record.pop("serviceConnectDefaults", None)
    if declared:
        record["serviceConnectDefaults"] = convert(shape, declared, "AWS::ECS::Cluster.ServiceConnectDefaults")


def install() -> None:
    register(CapacityProvider(), ClusterCapacityProviderAssociations())
    amend("AWS::ECS::Cluster", _keep_service_connect_defaults)
