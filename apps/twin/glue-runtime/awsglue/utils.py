"""Arguments of a job run.

https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-crawler-pyspark-extensions-get-resolved-options.html
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

_BOOKMARK = ("job-bookmark-enable", "job-bookmark-pause", "job-bookmark-disable")
_OLD_BOOKMARK = ("continuation-enabled", "continuation-readonly", "continuation-ignore")
_BOOKMARK_RANGE = ("job-bookmark-from", "job-bookmark-to")
_CHOICES: dict[str, tuple[str, ...]] = {
    "job-bookmark-option": _BOOKMARK,
    "continuation-option": _OLD_BOOKMARK,
    "encryption-type": ("sse-s3",),
    "enable-data-lineage": ("true", "false"),
}
_RESERVED = (*_CHOICES, *_BOOKMARK_RANGE, "JOB_ID", "JOB_RUN_ID", "SECURITY_CONFIGURATION")
_TEMPORARY_FOLDERS = ("RedshiftTempDir", "TempDir")


class GlueArgumentError(Exception):
    """An argument that the script asks for is missing, ambiguous or malformed."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise GlueArgumentError(message)


def getResolvedOptions(args: Sequence[str], options: Sequence[str]) -> dict[str, str | None]:  # noqa: N802
    """The values of the named options of `sys.argv`, as `--name value` or `--name=value`.

    Every option is required but TempDir; a unique beginning of its name is enough, arguments nobody asks for are
    ignored, and a hyphen in a name is an underscore in the result. Glue's own parameters (JOB_RUN_ID and others) are in
    the result without being asked for; asking for one throws `RuntimeError`. What is missing throws
    `GlueArgumentError`.
    """
    parser = _Parser(prog="glue job")
    for name in _RESERVED:
        if name in options:
            raise RuntimeError(f"Using reserved arguments {name}")
        parser.add_argument(f"--{name}", choices=_CHOICES.get(name))
    for name in _TEMPORARY_FOLDERS:
        parser.add_argument(f"--{name}")
    for name in options:
        if name not in _TEMPORARY_FOLDERS:
            parser.add_argument(f"--{name}", required=True)
    resolved = vars(parser.parse_known_args(list(args[1:]))[0])
    folder = resolved["TempDir"] or resolved["RedshiftTempDir"]
    resolved.update(TempDir=folder, RedshiftTempDir=folder, job_bookmark_option=_bookmark(resolved))
    return resolved


def _bookmark(resolved: dict[str, str | None]) -> str:
    """The bookmark option, also from its older name; checked against the range options."""
    older = resolved.pop("continuation_option")
    bookmark = resolved["job_bookmark_option"]
    if bookmark is None:
        bookmark = "job-bookmark-disable" if older is None else _BOOKMARK[_OLD_BOOKMARK.index(older)]
    absent = [name for name in _BOOKMARK_RANGE if resolved[name.replace("-", "_")] is None]
    if bookmark == "job-bookmark-pause" and len(absent) == 1:
        raise RuntimeError(f"Missing option or value for --{absent[0]}")
    if bookmark != "job-bookmark-pause" and not absent:
        raise RuntimeError("Invalid option(s) " + " ".join(f"--{name}" for name in _BOOKMARK_RANGE))
    return bookmark
