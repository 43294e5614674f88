"""STS: a role is given to who bears a token that its account and its trust policy accept, not to everybody.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moto.core.responses import BaseResponse
from moto.sts.responses import TokenResponse

from emulator.access.call import Need, access_key_of
from emulator.access.gate import RefusedError
from emulator.iam.principals import federated
from emulator.identity_tokens import UnknownSignerError, UnreadableTokenError
from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_ACTION = "sts:AssumeRoleWithWebIdentity"
_DEFAULT_SECONDS = 3600


def install(twin: Twin) -> None:
    """Mend STS, and for every service whose key moto says that a request was signed by."""
    example = BaseResponse.get_access_key

    def access_key(response: BaseResponse) -> str:
        """Of whatever form, and of a presigned request too, where moto has an example."""
        presigned = response.querystring.get("X-Amz-Credential", [""])[0]
        return access_key_of(response.headers.get("Authorization") or presigned) or example(response)

    BaseResponse.get_access_key = access_key  # type: ignore[method-assign]

    @operation(TokenResponse, "AssumeRoleWithWebIdentity")
    def assume(response: TokenResponse, asked: dict[str, Any]) -> dict[str, Any]:
        claims = _claims(twin, asked["WebIdentityToken"])
        provider = _provider(twin, claims["iss"])
        audience = _audience(provider, claims)
        _require_trust(twin, provider, claims["sub"], audience, asked)
        assumed = response.backend.assume_role(
            region_name=twin.region,
            role_session_name=asked["RoleSessionName"],
            role_arn=asked["RoleArn"],
            policy=asked.get("Policy"),
            duration=_seconds(twin, asked),
            external_id=None,
        )
        return {
            "Credentials": assumed,
            "AssumedRoleUser": {"AssumedRoleId": assumed.user_id, "Arn": assumed.arn},
            "SubjectFromWebIdentityToken": claims["sub"],
            "Provider": provider.arn,
            "Audience": audience,
        }


def _claims(twin: Twin, token: str) -> Mapping[str, Any]:
    try:
        claims = twin.identity_tokens.claims(token)
    except UnreadableTokenError:
        sentence = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
        raise AwsError("InvalidIdentityToken", sentence) from None
    except UnknownSignerError:
        sentence = "Couldn't retrieve verification key from your identity provider,  please reference"
        sentence += " AssumeRoleWithWebIdentity documentation for requirements"
        raise AwsError("InvalidIdentityToken", sentence) from None
    now = int(time.time())
    if claims["exp"] <= now:
        sentence = f"Token expired: current date/time {now} must be before the expiration date/time {claims['exp']}"
        raise AwsError("ExpiredTokenException", sentence)
    return claims


def _provider(twin: Twin, issuer: str) -> Any:
    for provider in twin.backend("iam").open_id_providers.values():
        if issuer == f"https://{provider.url}":
            return provider
    raise AwsError("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {issuer}")


def _audience(provider: Any, claims: Mapping[str, Any]) -> str:
    named = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    for audience in named:
        if audience in provider.client_id_list:
            return audience
    raise AwsError("InvalidIdentityToken", "Incorrect token audience")


def _require_trust(twin: Twin, provider: Any, subject: str, audience: str, asked: Mapping[str, Any]) -> None:
    facts = {
        f"{provider.url}:aud": audience,
        f"{provider.url}:sub": subject,
        "aws:FederatedProvider": provider.arn,
        "sts:RoleSessionName": asked["RoleSessionName"],
    }
    if _role(twin, asked["RoleArn"]) is not None:
        try:
            twin.gate.require(federated(provider.arn), Need(_ACTION, asked["RoleArn"], facts))
            return
        except RefusedError:
            pass  # AWS tells a stranger neither why, nor whether there is such a role
    raise AwsError("AccessDenied", f"Not authorized to perform {_ACTION}")


def _seconds(twin: Twin, asked: Mapping[str, Any]) -> int:
    wanted = int(asked.get("DurationSeconds") or _DEFAULT_SECONDS)
    if wanted > int(_role(twin, asked["RoleArn"]).max_session_duration):
        sentence = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        raise AwsError("ValidationError", sentence)
    return wanted


def _role(twin: Twin, arn: str) -> Any:
    return next((role for role in twin.gate.store.roles() if role.arn == arn), None)
