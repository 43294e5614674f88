"""Versions as moto keeps them: how they are read, and how what befell them is kept."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from moto.s3 import notifications
from moto.s3.models import FakeBucket, FakeDeleteMarker, s3_backends

from emulator.engines.lifecycle.history import Action, Step, Version
from emulator.engines.lifecycle.lock import locked_until

_EVENTS: dict[Action, str] = {
    "move": "s3:LifecycleTransition",
    "hide": "s3:LifecycleExpiration:DeleteMarkerCreated",
    "remove": "s3:LifecycleExpiration:Delete",
}


def read(kept: Any) -> Version:
    """A version or delete marker of moto's."""
    created = kept.last_modified.replace(tzinfo=UTC)
    if isinstance(kept, FakeDeleteMarker):
        return Version(kept.version_id, created, is_marker=True)
    tags = s3_backends[kept.account_id][kept.partition].tagger.get_tag_dict_for_resource(kept.arn)
    return Version(
        id=kept.version_id,
        created=created,
        size=kept.size,
        storage_class=kept.storage_class,
        tags=tags,
        locked_until=locked_until(kept),
        is_held=kept.lock_legal_status == "ON",
    )


def keep(bucket: FakeBucket, key: str, steps: list[Step]) -> None:
    """Do to the versions of a key what was done to their history."""
    for step in steps:
        versions = bucket.keys.getlist(key)
        version = next(each for each in versions if each.version_id == step.version.id)
        if not step.version.is_marker:
            notifications.send_event(bucket.account_id, _EVENTS[step.action], bucket, version)
        if step.action == "move":
            version.set_storage_class(step.to)
            bucket.keys.setlist(key, versions)  # the journal learns of it
        elif step.action == "hide":
            marker = FakeDeleteMarker(version)
            marker._version_id, marker.last_modified = step.to, step.at.replace(tzinfo=None)
            bucket.keys.setlist(key, [*versions, marker])
        elif len(versions) == 1:
            bucket.keys.pop(key)
        else:
            bucket.keys.setlist(key, [each for each in versions if each is not version])
