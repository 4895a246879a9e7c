"""AWS::SSM::Document and AWS::SSM::Association, with the API that reads them back. Nothing is run."""

from __future__ import annotations

import hashlib
import json

from ministack.core.responses import AccountRegionScopedDict, new_uuid

from .api_shapes import request
from .json_api import ApiError, now, serve_json
from .resource_type import Created, ResourceType, generated_name, register

_documents = AccountRegionScopedDict()
_associations = AccountRegionScopedDict()


class Document(ResourceType):
    name = "AWS::SSM::Document"
    replacing = ("Name", "DocumentType")

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        given = {key: value for key, value in props.items() if key != "UpdateMethod"}
        body = request("ssm", "CreateDocument", given, self.name)
        body["Name"] = generated_name(props, "Name", stack_name, logical_id)
        version = int(_documents.get(body["Name"], {}).get("LatestVersion", "0")) + 1
        _documents[body["Name"]] = {
            "DocumentType": "Command", "DocumentFormat": "JSON", "SchemaVersion": _schema_version(body),
            **{key: value for key, value in body.items() if key not in ("Content", "Attachments")},
            "_Content": body["Content"],
            "Hash": hashlib.sha256(body["Content"].encode()).hexdigest(), "HashType": "Sha256",
            "Status": "Active", "CreatedDate": now(),
            "DocumentVersion": str(version), "LatestVersion": str(version), "DefaultVersion": str(version),
        }
        return body["Name"], {}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        return self.create(logical_id, {**new, "Name": physical_id}, stack_name)

    def delete(self, physical_id: str, props: dict) -> None:
        _documents.pop(physical_id, None)


class Association(ResourceType):
    name = "AWS::SSM::Association"
    replacing = ("InstanceId",)

    def create(self, logical_id: str, props: dict, stack_name: str) -> Created:
        association_id = new_uuid()
        _associations[association_id] = _association(association_id, props, 1)
        return association_id, {"AssociationId": association_id}

    def update(self, physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str) -> Created:
        version = int(_associations[physical_id]["AssociationVersion"]) + 1
        _associations[physical_id] = _association(physical_id, new, version)
        return physical_id, {"AssociationId": physical_id}

    def delete(self, physical_id: str, props: dict) -> None:
        _associations.pop(physical_id, None)


def _association(association_id: str, props: dict, version: int) -> dict:
    given = {key: value for key, value in props.items() if key != "WaitForSuccessTimeoutSeconds"}
    body = request("ssm", "CreateAssociation", given, Association.name)
    if not body["Name"].startswith("AWS-") and body["Name"] not in _documents:
        raise ValueError(f"document {body['Name']} does not exist")
    return {**body, "AssociationId": association_id, "AssociationVersion": str(version), "Date": now(),
            "DocumentVersion": body.get("DocumentVersion", "$DEFAULT"),
            "Overview": {"Status": "Pending", "DetailedStatus": "Creating"}}


def _schema_version(body: dict) -> str | None:
    try:
        return json.loads(body["Content"]).get("schemaVersion")
    except ValueError:
        return None


def _document(body: dict) -> dict:
    document = _documents.get(body["Name"])
    if document is None:
        raise ApiError("InvalidDocument", f"Document with name {body['Name']} does not exist.")
    return document


def _public(document: dict) -> dict:
    return {key: value for key, value in document.items() if not key.startswith("_")}


def _describe_association(body: dict) -> dict:
    association = _associations.get(body.get("AssociationId", ""))
    if association is None:
        raise ApiError("AssociationDoesNotExist", "the association does not exist")
    return {"AssociationDescription": association}


def install() -> None:
    register(Document(), Association())
    serve_json("ssm", "AmazonSSM", {
        "DescribeDocument": lambda body: {"Document": _public(_document(body))},
        "GetDocument": lambda body: {**_public(_document(body)), "Content": _document(body)["_Content"]},
        "ListDocuments": lambda body: {"DocumentIdentifiers": [_public(item) for item in _documents.values()]},
        "DescribeAssociation": _describe_association,
        "ListAssociations": lambda body: {"Associations": list(_associations.values())},
    })
