"""IAM Access Analyzer, which moto does not have at all: analyzers are kept and told, and find nothing."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

from moto.backend_index import backend_url_patterns
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.responses import BaseResponse

from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_SERVICE = "accessanalyzer"
_PACKAGE = f"moto.{_SERVICE}"
_HOST = r"https?://access-analyzer\.(.+)\.amazonaws\.com"


class AccessAnalyzerBackend(BaseBackend):
    """The analyzers of one account and region, by name."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.analyzers: dict[str, dict[str, Any]] = {}

    @property
    def url_bases(self) -> list[str]:
        """Moto reads them from the package of the backend, which this one has not."""
        return [_HOST]

    @property
    def url_paths(self) -> dict[str, Any]:
        """See `url_bases`."""
        paths = ("analyzer", "analyzer/(?P<analyzerName>[^/]+)", "tags/(?P<resourceArn>.+)")
        return {f"/{path}$": AccessAnalyzerResponse.dispatch for path in paths}


accessanalyzer_backends = BackendDict(AccessAnalyzerBackend, _SERVICE)


class AccessAnalyzerResponse(BaseResponse):
    """Answers by the operations below."""

    def __init__(self) -> None:
        super().__init__(service_name=_SERVICE)
        self.automated_parameter_parsing = True


def install(_twin: Twin) -> None:
    """Give moto the service, as a package of its own would."""
    package = ModuleType(_PACKAGE)
    package.accessanalyzer_backends = accessanalyzer_backends
    sys.modules[_PACKAGE] = package
    if all(service != _SERVICE for service, _ in backend_url_patterns):
        backend_url_patterns.append((_SERVICE, re.compile(_HOST)))


def _analyzers(response: Any) -> dict[str, dict[str, Any]]:
    return accessanalyzer_backends[response.current_account][response.region].analyzers


def _named(response: Any, name: str) -> dict[str, Any]:
    found = _analyzers(response).get(name)
    if found is None:
        raise AwsError("ResourceNotFoundException", f"There is no analyzer {name}")
    return found


@operation(AccessAnalyzerResponse, "CreateAnalyzer")
def _create(response: Any, given: dict[str, Any]) -> dict[str, Any]:
    name = given["analyzerName"]
    if name in _analyzers(response):
        raise AwsError("ConflictException", f"There is an analyzer {name} already")
    arn = f"arn:aws:access-analyzer:{response.region}:{response.current_account}:analyzer/{name}"
    _analyzers(response)[name] = {
        "arn": arn,
        "name": name,
        "type": given["type"],
        "createdAt": datetime.now(UTC),
        "status": "ACTIVE",
        "tags": given.get("tags") or {},
        **({"configuration": given["configuration"]} if given.get("configuration") else {}),
    }
    return {"arn": arn}


@operation(AccessAnalyzerResponse, "GetAnalyzer")
def _get(response: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {"analyzer": _named(response, given["analyzerName"])}


@operation(AccessAnalyzerResponse, "UpdateAnalyzer")
def _update(response: Any, given: dict[str, Any]) -> dict[str, Any]:
    analyzer = _named(response, given["analyzerName"])
    analyzer["configuration"] = given.get("configuration")
    return {"configuration": analyzer["configuration"]}


@operation(AccessAnalyzerResponse, "DeleteAnalyzer")
def _delete(response: Any, given: dict[str, Any]) -> None:
    del _analyzers(response)[_named(response, given["analyzerName"])["name"]]


@operation(AccessAnalyzerResponse, "ListTagsForResource")
def _tags(response: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {"tags": _named(response, given["resourceArn"].split("/")[-1])["tags"]}


@operation(AccessAnalyzerResponse, "TagResource")
def _tag(response: Any, given: dict[str, Any]) -> None:
    _named(response, given["resourceArn"].split("/")[-1])["tags"].update(given["tags"])


@operation(AccessAnalyzerResponse, "UntagResource")
def _untag(response: Any, given: dict[str, Any]) -> None:
    tags = _named(response, given["resourceArn"].split("/")[-1])["tags"]
    for key in given["tagKeys"]:
        tags.pop(key, None)
