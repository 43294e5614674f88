"""The folders that a function finds: its code (`/var/task`), its layers (`/opt`) and what its runtime brings.

A function sees these and the standard library, nothing else of this machine: what its zip or its layer lacks is
missing here as it would be missing in AWS.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sys
import threading
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

RUNTIME_PACKAGES = ("awslambdaric", "boto3")
"""What the Python runtime of Lambda brings."""
PANDAS_PACKAGES = ("awswrangler", "openpyxl", "pymysql")
"""What the AWS SDK for pandas layer brings, with what these need; the layer's build has further extras
(`redshift`, `postgres`, `gremlin`, `opensearch`), which this project does not use.

https://github.com/aws/aws-sdk-pandas/blob/main/building/lambda/build-lambda-layer.sh"""
PANDAS_LAYER = re.compile(r"arn:aws:lambda:[a-z0-9-]+:\d{12}:layer:AWSSDKPandas-Python311:\d+")
"""AWS's public layers of that name: https://aws-sdk-pandas.readthedocs.io/en/stable/layers.html."""

_lock = threading.Lock()


def unpacked(archive: bytes, root: Path) -> Path:
    """The folder under `root` that holds `archive` unpacked; made when it is missing."""
    folder = root / hashlib.sha256(archive).hexdigest()[:16]
    with _lock:
        if not folder.exists():
            part = folder.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            with zipfile.ZipFile(io.BytesIO(archive)) as content:
                content.extractall(part)
            part.rename(folder)
    return folder


def linked_packages(names: Iterable[str], folder: Path) -> Path:
    """`folder`, holding links to the installed distributions `names` and all that they need, without extras."""
    with _lock:
        if not folder.exists():
            folder.mkdir(parents=True)
            for one in _closure(names).values():
                for entry in _top_level(one):
                    link = folder / entry.name
                    if not link.exists():
                        link.symlink_to(entry)
    return folder


def node_packages(project_root: Path, folder: Path) -> Path:
    """`folder`, holding links to the AWS SDK for JavaScript as the Node runtime of Lambda brings it."""
    with _lock:
        folder.mkdir(parents=True, exist_ok=True)
        for scope in ("@aws-sdk", "@smithy"):
            source, link = project_root / "node_modules" / scope, folder / scope
            if source.exists() and not link.exists():
                link.symlink_to(source)
    return folder


def project_root() -> Path:
    """The folder of the project: the nearest above this file that has an `nx.json`."""
    return next(folder for folder in Path(__file__).resolve().parents if (folder / "nx.json").exists())


def _closure(names: Iterable[str]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        found[name] = distribution(name)
        for line in found[name].requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                waiting.append(need.name)
    return found


def _top_level(one: Distribution) -> set[Path]:
    root = Path(str(one.locate_file("")))
    tops = {file.parts[0] for file in one.files or [] if file.parts[0] not in ("..", "__pycache__")}
    return {root / top for top in tops if (root / top).exists()}


def python_version() -> str:
    """The runtime that this Python is, as Lambda names it."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def pandas_layer_size() -> int:
    """Bytes of the layer, unpacked: the sum of its packages' files."""
    return sum(file.size or 0 for one in _closure(PANDAS_PACKAGES).values() for file in one.files or [])


def version_of(function: Any) -> str:
    """A function's version as Lambda names it; moto gives the unpublished one the number 1."""
    return function.function_arn.rsplit(":", 1)[1] if function.function_arn.count(":") == 7 else "$LATEST"
