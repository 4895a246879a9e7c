"""What MiniStack lacks for imaging stacks, registered through its own extension point."""


def install() -> None:
    """Register every resource type and API operation of ours."""
    from . import (
        app_streaming,
        application_auto_scaling,
        auto_scaling,
        backups,
        data_transfer,
        databases,
        ecs_capacity,
        ecs_services,
        ecs_task_definitions,
        elastic_ips,
        flow_logs,
        ignored_properties,
        instances,
        listeners,
        load_balancers,
        nat_gateways,
        peering,
        route53_zones,
        secrets,
        security_group_rules,
        sftp,
        storage_gateways,
        systems_manager,
        target_groups,
        vpc_endpoint_services,
        vpc_endpoints,
    )

    for module in (
        elastic_ips, nat_gateways, security_group_rules, flow_logs, peering, vpc_endpoints,
        vpc_endpoint_services, instances, ecs_task_definitions, ecs_services, ecs_capacity,
        auto_scaling, application_auto_scaling, load_balancers, listeners, target_groups,
        databases, secrets, systems_manager, backups, route53_zones, data_transfer, sftp,
        app_streaming, storage_gateways,
    ):
        module.install()
    ignored_properties.install()
