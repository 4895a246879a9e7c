"""What MiniStack lacks for imaging stacks, registered through its own extension point."""

from importlib import import_module

_MODULES = (
    "physical_names", "public_parameters", "custom_resources", "instance_profiles",
    "vpcs", "elastic_ips", "nat_gateways", "security_group_rules", "flow_logs", "peering",
    "vpc_endpoints", "vpc_endpoint_services", "volumes", "instances", "auto_scaling",
    "ecs_task_definitions", "ecs_services", "ecs_capacity", "application_auto_scaling",
    "load_balancers", "listeners", "target_groups", "route53_zones", "certificates",
    "databases", "caches", "file_systems", "buckets", "backups", "secrets", "secret_policies",
    "log_groups", "query_definitions", "alarms", "composite_alarms", "topics",
    "systems_manager", "state_machines", "failed_deletions",
)


def install() -> None:
    """Register every resource type and API operation of ours."""
    for name in _MODULES:
        import_module(f".{name}", __name__).install()
    # Last: it watches the handlers of all types, ours among them.
    import_module(".ignored_properties", __name__).install()
