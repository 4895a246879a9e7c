"""AWS::S3::Bucket: encryption, lifecycle, logging and tags; and a bucket with objects in it stays."""

from __future__ import annotations

from ministack.core.responses import get_account_id, get_region
from ministack.services import s3
from ministack.services.cloudformation import provisioners

from . import lifecycle_rules
from .api_shapes import convert, input_shape, to_xml
from .resource_type import amend

_NAME = "AWS::S3::Bucket"


def _keep(bucket: str, props: dict) -> None:
    _configure(bucket, props, "BucketEncryption", "PutBucketEncryption", "ServerSideEncryptionConfiguration",
               s3._put_bucket_encryption, s3._delete_bucket_encryption, _encryption)
    _configure(bucket, props, "OwnershipControls", "PutBucketOwnershipControls", "OwnershipControls",
               s3._put_bucket_ownership_controls, s3._delete_bucket_ownership_controls)
    _configure(bucket, props, "LifecycleConfiguration", "PutBucketLifecycleConfiguration", "LifecycleConfiguration",
               s3._put_bucket_lifecycle, s3._delete_bucket_lifecycle, lifecycle_rules.to_api)
    _configure(bucket, props, "LoggingConfiguration", "PutBucketLogging", "BucketLoggingStatus",
               s3._put_bucket_logging, lambda name: s3._bucket_logging_config.pop(name, None), _logging)
    _configure(bucket, props, "ObjectLockConfiguration", "PutObjectLockConfiguration", "ObjectLockConfiguration",
               s3._put_object_lock_configuration, lambda name: None)
    _set_tags(bucket, props.get("Tags") or [])
    if props.get("AccessControl") not in (None, "Private", "LogDeliveryWrite"):
        raise ValueError(f"access control {props['AccessControl']} is not supported; use a bucket policy")


def _configure(bucket, props, prop, operation, member, put, remove, translate=lambda declared: declared) -> None:
    declared = props.get(prop)
    if declared is None:
        remove(bucket)
        return
    shape = input_shape("s3", operation).members[member]
    content = to_xml(shape, convert(shape, translate(declared), f"{_NAME}.{prop}"))
    namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    status, _headers, answer = put(bucket, f'<{member} xmlns="{namespace}">{content}</{member}>'.encode())
    if status >= 400:
        raise ValueError(f"{prop} of bucket {bucket} was refused: {answer!r}")


def _encryption(declared: dict) -> dict:
    return {"Rules": [
        {"ApplyServerSideEncryptionByDefault": rule.get("ServerSideEncryptionByDefault"),
         "BucketKeyEnabled": rule.get("BucketKeyEnabled", False)}
        for rule in declared["ServerSideEncryptionConfiguration"]
    ]}


def _logging(declared: dict) -> dict:
    target = {"TargetBucket": declared.get("DestinationBucketName"), "TargetPrefix": declared.get("LogFilePrefix", "")}
    return {"LoggingEnabled": {**target, "TargetObjectKeyFormat": declared.get("TargetObjectKeyFormat")}}


def _set_tags(bucket: str, tags: list[dict]) -> None:
    s3._bucket_tags.pop(bucket, None)
    if tags:
        s3._bucket_tags[bucket] = {tag["Key"]: str(tag["Value"]) for tag in tags}


def _refusing_when_full(delete):
    def delete_empty(physical_id: str, props: dict) -> None:
        if s3._buckets.get(physical_id, {}).get("objects"):
            raise ValueError(f"the bucket {physical_id} you tried to delete is not empty")
        delete(physical_id, props)

    return delete_empty


def _with_the_service_key(resolve):
    """Where a write asks for KMS and names no key, S3 takes the account's key `aws/s3`."""
    algorithm, key = "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"

    def resolve_with_key(headers: dict, bucket: str) -> tuple:
        if headers.get(algorithm) == "aws:kms" and not headers.get(key):
            headers = {**headers, key: f"arn:aws:kms:{get_region()}:{get_account_id()}:alias/aws/s3"}
        return resolve(headers, bucket)

    return resolve_with_key


def install() -> None:
    amend(_NAME, _keep)
    s3._resolve_sse_write_headers = _with_the_service_key(s3._resolve_sse_write_headers)
    handler = provisioners._RESOURCE_HANDLERS[_NAME]
    handler["delete"] = _refusing_when_full(handler["delete"])
