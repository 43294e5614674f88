"""S3: the action that a request is, by method, path and query, and the use of the key that encrypts the object.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import unescape

from emulator.access.call import Call, Need
from emulator.access.services import kms

_LISTED = ("prefix", "delimiter", "max-keys")
_LISTING = {
    *("list-type", "marker", "encoding-type", "fetch-owner", "continuation-token", "start-after", "x-id"),
    *_LISTED,
}
_ENCRYPTION, _KEY = "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"
_KMS = ("aws:kms", "aws:kms:dsse")
BYPASS = "x-amz-bypass-governance-retention"
"""The header that asks to pass over a lock of governance."""
_LOCKS = {"x-amz-object-lock-mode": "PutObjectRetention", "x-amz-object-lock-legal-hold": "PutObjectLegalHold"}
"""What it needs to lock what one writes."""
_OF_BUCKET = {
    "location": "GetBucketLocation",
    "uploads": "ListBucketMultipartUploads",
    "versions": "ListBucketVersions",
    "policy": "GetBucketPolicy",
    "versioning": "GetBucketVersioning",
    "encryption": "GetEncryptionConfiguration",
}
"""Reads of a bucket by the word of their query."""
_OF_OBJECT = {
    ("GET", "tagging"): "GetObjectTagging",
    ("PUT", "tagging"): "PutObjectTagging",
    ("GET", "acl"): "GetObjectAcl",
    ("GET", "retention"): "GetObjectRetention",
    ("PUT", "retention"): "PutObjectRetention",
    ("GET", "legal-hold"): "GetObjectLegalHold",
    ("PUT", "legal-hold"): "PutObjectLegalHold",
    ("GET", "uploadId"): "ListMultipartUploadParts",
    ("DELETE", "uploadId"): "AbortMultipartUpload",
    ("POST", "restore"): "RestoreObject",
}


def needs(call: Call) -> Iterator[Need]:
    """What a request of S3 needs; throws `UnmappedOperationError`."""
    bucket, _, key = call.path.lstrip("/").partition("/")
    if not bucket:
        yield Need("s3:ListAllMyBuckets")
    elif key:
        yield from _of_object(call, bucket, key)
    else:
        yield from _of_bucket(call, f"arn:aws:s3:::{bucket}")


def _of_bucket(call: Call, arn: str) -> Iterator[Need]:
    if call.method == "POST" and "delete" in call.query:
        for each in re.findall(r"<Object>(.*?)</Object>", call.body.decode(), re.DOTALL):
            key = f"{arn}/{unescape(re.findall(r'<Key>(.*?)</Key>', each, re.DOTALL)[0])}"
            yield Need("s3:DeleteObjectVersion" if "<VersionId>" in each else "s3:DeleteObject", key)
            yield from _bypass(call, key)
        return
    if call.method not in ("GET", "HEAD"):
        raise _unmapped(call)
    word = next((word for word in _OF_BUCKET if word in call.query), None)
    if word:
        yield Need(f"s3:{_OF_BUCKET[word]}", arn)
        return
    if call.query.keys() - _LISTING:
        raise _unmapped(call)
    yield Need("s3:ListBucket", arn, {f"s3:{name}": call.query[name] for name in _LISTED if name in call.query})


def _of_object(call: Call, bucket: str, key: str) -> Iterator[Need]:
    arn = f"arn:aws:s3:::{bucket}/{key}"
    for (method, word), action in _OF_OBJECT.items():
        if method == call.method and word in call.query:
            yield Need(f"s3:{action}", arn)
            yield from _bypass(call, arn)
            return
    if call.method in ("GET", "HEAD"):
        yield from read(call, bucket, key, call.query.get("versionId"))
    elif call.method == "DELETE":
        yield Need("s3:DeleteObjectVersion" if "versionId" in call.query else "s3:DeleteObject", arn)
        yield from _bypass(call, arn)
    elif call.method in ("PUT", "POST"):
        yield from _write(call, bucket, key)
    else:
        raise _unmapped(call)


def read(call: Call, bucket: str, key: str, version: str | None = None) -> Iterator[Need]:
    """What reading an object needs, which services also do for their callers."""
    arn = f"arn:aws:s3:::{bucket}/{key}"
    yield Need("s3:GetObjectVersion" if version else "s3:GetObject", arn)
    found = _found(call, bucket, key, version)
    if found is None:
        # who may not list is not told whether there is such an object
        yield Need("s3:ListBucket", f"arn:aws:s3:::{bucket}")
    elif found.encryption in _KMS:
        yield from kms.use(call, found.kms_key_id, "Decrypt", context=_context(call, bucket, arn))


def _write(call: Call, bucket: str, key: str) -> Iterator[Need]:
    arn = f"arn:aws:s3:::{bucket}/{key}"
    facts = {f"s3:{name}": call.headers[name] for name in ("x-amz-acl", _ENCRYPTION, _KEY) if name in call.headers}
    yield Need("s3:PutObject", arn, facts)
    if "x-amz-acl" in call.headers:
        yield Need("s3:PutObjectAcl", arn, facts)
    for header, action in _LOCKS.items():
        if header in call.headers:
            yield Need(f"s3:{action}", arn)
    if "x-amz-tagging" in call.headers:
        yield Need("s3:PutObjectTagging", arn, facts)
    if source := call.headers.get("x-amz-copy-source"):
        path, _, version = unquote(source).lstrip("/").partition("?versionId=")
        yield from read(call, *path.split("/", 1), version=version or None)
    upload = "uploadId" in call.query
    operations = ("Decrypt",) if upload and call.method == "POST" else ("GenerateDataKey",)
    yield from kms.use(call, _key_of_write(call, bucket), *operations, context=_context(call, bucket, arn))


def _bypass(call: Call, arn: str) -> Iterator[Need]:
    """What it needs to ask that a lock of governance be passed over."""
    if call.headers.get(BYPASS, "").lower() == "true":
        yield Need("s3:BypassGovernanceRetention", arn)


def _context(call: Call, bucket: str, arn: str) -> tuple[tuple[str, str], ...]:
    """What the data key is bound to: the object, or the bucket where that has a bucket key.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    """
    has_key = str(_encryption_of(call, bucket).get("BucketKeyEnabled")).lower() == "true"
    return (("aws:s3:arn", f"arn:aws:s3:::{bucket}" if has_key else arn),)


def _encryption_of(call: Call, bucket: str) -> dict[str, Any]:
    known = call.twin.backend("s3").buckets.get(bucket)
    return known.encryption["Rule"] if known is not None and known.encryption else {}


def _key_of_write(call: Call, bucket: str) -> str | None:
    """The key that will encrypt what is written, if it is one of KMS."""
    rule: dict[str, Any] = _encryption_of(call, bucket).get("ApplyServerSideEncryptionByDefault") or {}
    algorithm = call.headers.get(_ENCRYPTION) or rule.get("SSEAlgorithm")
    if algorithm not in _KMS:
        return None
    return call.headers.get(_KEY) or rule.get("KMSMasterKeyID") or "alias/aws/s3"


def _found(call: Call, bucket: str, key: str, version: str | None) -> Any:
    backend = call.twin.backend("s3")
    found = backend.get_object(bucket, key, version) if bucket in backend.buckets else None
    return found if found is not None and hasattr(found, "encryption") else None


def _unmapped(call: Call) -> Exception:
    from emulator.access.services import unmapped

    return unmapped(call)
