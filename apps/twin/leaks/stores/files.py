"""The twin's own folder: Terraform's state, plans and copies of stacks, logs of every process, what engines leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leaks.stores.answers import Thing

_NOT_KEPT_BY_THE_PLATFORM = ("input", "mariadb", "s3", "firehose", "durable")
"""The person's own input files, the shop's database, which they are loaded into, the disks of S3 and Firehose, whose
objects are looked at by bucket, and the emulator's memory, all of which its APIs answer with."""


def files(state: Path) -> Iterator[Thing]:
    """Every file of the folder by its name, but the input files, the shop's database and what lies in buckets."""
    for file in sorted(state.rglob("*")):
        name = file.relative_to(state)
        if name.parts[0] in _NOT_KEPT_BY_THE_PLATFORM or file.is_symlink() or not file.is_file():
            continue
        yield f"file {name} (name)", str(name).encode("utf-8", "surrogateescape")
        try:
            yield f"file {name}", file.read_bytes()
        except FileNotFoundError:
            continue  # of an engine that tidied up meanwhile
