"""A bucket's lifecycle rules: the template says in other words what the API says."""

from __future__ import annotations


def to_api(declared: dict) -> dict:
    return {"Rules": [_rule(rule) for rule in declared["Rules"]]}


def _rule(rule: dict) -> dict:
    transitions = list(rule.get("Transitions") or [])
    noncurrent = list(rule.get("NoncurrentVersionTransitions") or [])
    return {
        "ID": rule.get("Id"),
        "Status": rule["Status"],
        "Filter": _filter(rule),
        "Expiration": _expiration(rule),
        "Transitions": [_transition(item) for item in transitions] or None,
        "NoncurrentVersionTransitions": [
            {"NoncurrentDays": item.get("TransitionInDays"), "StorageClass": item["StorageClass"],
             "NewerNoncurrentVersions": item.get("NewerNoncurrentVersions")} for item in noncurrent] or None,
        "NoncurrentVersionExpiration": _noncurrent_expiration(rule),
        "AbortIncompleteMultipartUpload": rule.get("AbortIncompleteMultipartUpload"),
    }


def _transition(item: dict) -> dict:
    return {"Days": item.get("TransitionInDays"), "Date": item.get("TransitionDate"),
            "StorageClass": item["StorageClass"]}


def _expiration(rule: dict) -> dict | None:
    expiration = {"Days": rule.get("ExpirationInDays"), "Date": rule.get("ExpirationDate"),
                  "ExpiredObjectDeleteMarker": rule.get("ExpiredObjectDeleteMarker")}
    return expiration if any(value is not None for value in expiration.values()) else None


def _noncurrent_expiration(rule: dict) -> dict | None:
    if rule.get("NoncurrentVersionExpirationInDays"):
        return {"NoncurrentDays": rule["NoncurrentVersionExpirationInDays"]}
    return rule.get("NoncurrentVersionExpiration")


def _filter(rule: dict) -> dict:
    parts = {
        "Prefix": rule.get("Prefix"),
        "ObjectSizeGreaterThan": rule.get("ObjectSizeGreaterThan"),
        "ObjectSizeLessThan": rule.get("ObjectSizeLessThan"),
    }
    given = {key: value for key, value in parts.items() if value is not None}
    tags = rule.get("TagFilters") or []
    if len(given) + len(tags) <= 1:
        return given or ({"Tag": tags[0]} if tags else {"Prefix": ""})
    return {"And": {**given, "Tags": tags} if tags else given}
