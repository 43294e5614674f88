"""Why a signed request is not its signer's."""

from __future__ import annotations


class NotAuthenticError(Exception):
    """A request that AWS refuses before it asks any policy."""


class MalformedSignatureError(NotAuthenticError):
    """A signature that lacks a part, or has one that cannot be read."""

    def __init__(self, sentence: str, *, in_query: bool = False) -> None:
        self.in_query = in_query
        super().__init__(sentence)


class MismatchError(NotAuthenticError):
    """Another secret, or another request than was signed; a sentence where the reason is in the scope."""


class SkewedTimeError(NotAuthenticError):
    """A request that was signed too long ago, or in the future: the sentence says when."""


class ExpiredSessionError(NotAuthenticError):
    """The credentials of a session whose time is over."""


class ForeignTokenError(NotAuthenticError):
    """A session's token that is not that of the key."""


class RefusedByS3Error(NotAuthenticError):
    """What S3 alone checks, in its own words."""

    def __init__(self, status: str, code: str, sentence: str) -> None:
        self.status, self.code = status, code
        super().__init__(sentence)
