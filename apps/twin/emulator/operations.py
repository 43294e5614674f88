"""How mends and engines add operations to moto, and read what a client sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.parse import XFormedDict
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import camelcase_to_underscores

Operation = Callable[[Any, dict[str, Any]], Mapping[str, Any] | None]
"""Takes moto's response object (`current_account`, `region`, `headers`) and the parameters by their AWS names."""

_STATUSES = {"AccessDenied": 403}
"""Of errors that are common to services, which no service's model has; moto answers 400.

https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
"""


class AwsError(ServiceException):
    """An error as AWS answers it: its code (`EntityNotFoundException`) and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def operation(service: type[BaseResponse], name: str) -> Callable[[Operation], Operation]:
    """Let moto's class of a service answer the AWS operation `name` by the decorated function.

    The function's dict is serialized by the service's own protocol (dates may be `datetime`); `None` is an empty
    answer; an `AwsError` becomes the error of the protocol.
    """

    def decorate(function: Operation) -> Operation:
        def answer(response: BaseResponse) -> Any:
            try:
                return ActionResult(function(response, parameters(response)) or {})
            except AwsError as error:
                if error.code not in _STATUSES:
                    raise
                _, headers, body = response.serialized(ActionResult(error))
                return body, {**headers, "status": _STATUSES[error.code]}

        answer.__name__ = camelcase_to_underscores(name)
        setattr(service, answer.__name__, answer)
        return function

    return decorate


def parameters(response: Any) -> dict[str, Any]:
    """The parameters of a request by their AWS names, whatever the service's protocol."""
    if not response.automated_parameter_parsing:
        response._get_action()  # fills the URI parameters of REST services
        response.parse_parameters(response.normalized_request)
    found = response.params
    return found.original_dict() if isinstance(found, XFormedDict) else dict(found)
