"""Uploads in parts that were never completed.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from moto.s3.models import FakeBucket, FakeMultipart, S3Backend

from emulator.engines.lifecycle.clock import now_of
from emulator.engines.lifecycle.history import Step, Version
from emulator.engines.lifecycle.rules import Rule, midnight_after


def install() -> None:
    """Have an upload know when it began."""
    create = S3Backend.create_multipart_upload

    def create_multipart_upload(backend: S3Backend, bucket_name: str, *args: Any, **kwargs: Any) -> FakeMultipart:
        upload = create(backend, bucket_name, *args, **kwargs)
        upload.began = now_of(backend.get_bucket(bucket_name))
        return upload

    S3Backend.create_multipart_upload = create_multipart_upload


def abort(bucket: FakeBucket, rules: list[Rule], since: datetime, until: datetime, *, is_kept: bool) -> list[Step]:
    """End those whose time is over by `until`; what was done."""
    steps = []
    for name, upload in list(bucket.multiparts.items()):
        ends = [
            (max(rule.abort.after(upload.began), midnight_after(since)), rule.id)
            for rule in rules
            if rule.abort and upload.key_name.startswith(rule.filter.prefix)
        ]
        if ends and min(ends)[0] <= until:
            at, rule = min(ends)
            version = Version(name, upload.began, size=sum(part.size for part in upload.parts.values()))
            steps.append(Step(at, upload.key_name, version, rule, "abort", "STANDARD"))
            if is_kept:
                del bucket.multiparts[name]
    return steps
