"""AWS::CertificateManager::Certificate: validated by a record in the hosted zone that the template names."""

from __future__ import annotations

from ministack.services import acm, route53

from .resource_type import amend


def _keep(arn: str, props: dict) -> None:
    zones = {option["DomainName"]: option.get("HostedZoneId")
             for option in props.get("DomainValidationOptions") or []}
    for option in acm._certificates[arn]["DomainValidationOptions"]:
        zone_id = zones.get(option["DomainName"])
        if zone_id is None or "ResourceRecord" not in option:
            continue
        if zone_id not in route53._zones:
            raise ValueError(f"no hosted zone with id '{zone_id}' to validate {option['DomainName']}")
        # As AWS does, the record stays when the certificate goes.
        record = {"Name": option["ResourceRecord"]["Name"], "Type": "CNAME", "TTL": "300",
                  "ResourceRecords": [option["ResourceRecord"]["Value"]]}
        others = [known for known in route53._records[zone_id] if known["Name"] != record["Name"]]
        route53._records[zone_id] = [*others, record]


def install() -> None:
    amend("AWS::CertificateManager::Certificate", _keep)
