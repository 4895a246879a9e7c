"""EC2 describe operations that give back whole records, in the shape of EC2's own model."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ministack.services import ec2

from .api_shapes import output_shape, to_xml

Record = dict


def answer(operation: str, output: dict) -> tuple:
    return ec2._xml(200, f"{operation}Response", to_xml(output_shape("ec2", operation), output))


def serve_describe(
    operation: str,
    collection: str,
    records: Callable[[], Iterable[Record]],
    *,
    id_key: str,
    filters: dict[str, Callable[[Record], object]],
    tag_key: str | None = None,
) -> None:
    """Answer `operation` from `records`, honouring ids, tag filters and the named filters."""

    def describe(params: dict) -> tuple:
        wanted = ec2._parse_member_list(params, id_key)
        given = ec2._parse_filters(params)
        unknown = [name for name in given if name not in filters and not name.startswith("tag")]
        if unknown:
            return ec2._error("InvalidParameterValue", f"The filter '{unknown[0]}' is invalid", 400)
        found = [
            {**record, "Tags": ec2._tags.get(record[tag_key or id_key], [])}
            for record in records()
            if (not wanted or record[id_key] in wanted) and _matches(record, given, filters, tag_key or id_key)
        ]
        if missing := set(wanted) - {record[id_key] for record in found}:
            return ec2._error(f"Invalid{id_key}.NotFound", f"The {id_key} '{missing.pop()}' does not exist", 400)
        return answer(operation, {collection: found})

    ec2._ACTION_MAP[operation] = describe


def _matches(record: Record, given: dict, filters: dict, id_key: str) -> bool:
    if not ec2._resource_matches_tag_filters(record[id_key], given):
        return False
    for name, allowed in given.items():
        if name in filters and str(filters[name](record)) not in allowed:
            return False
    return True


def set_tags(resource_id: str, new: dict, old: dict | None = None) -> None:
    """The template's tags, beside those that somebody set through the API."""
    from ministack.services.cloudformation import provisioners

    provisioners._ec2_apply_tags(resource_id, new, old)


def drop(store, resource_id: str) -> None:
    store.pop(resource_id, None)
    ec2._tags.pop(resource_id, None)
