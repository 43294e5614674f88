from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore import UNSIGNED
from joserfc import jwt
from joserfc.jwk import RSAKey

from emulator.conftest import ACCOUNT, Emulator, document, error_of, start

HOST = "token.actions.githubusercontent.com"
ISSUER, AUDIENCE, SUBJECT = f"https://{HOST}", "sts.amazonaws.com", "repo:mall/platform:environment:dev"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/deploy"
NOT_A_TOKEN = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    running = start(tmp_path_factory.mktemp("state"))
    iam = running.client("iam")
    iam.create_open_id_connect_provider(Url=ISSUER, ClientIDList=[AUDIENCE])
    of_job = {"StringEquals": {f"{HOST}:aud": AUDIENCE, f"{HOST}:sub": [SUBJECT]}}
    action = "sts:AssumeRoleWithWebIdentity"
    trust = {"Effect": "Allow", "Principal": {"Federated": PROVIDER}, "Action": action, "Condition": of_job}
    iam.create_role(RoleName="deploy", AssumeRolePolicyDocument=document(trust))
    iam.put_role_policy(
        RoleName="deploy",
        PolicyName="grants",
        PolicyDocument=document({"Effect": "Allow", "Action": "iam:GetRole", "Resource": ROLE}),
    )
    iam.create_role(
        RoleName="service",
        AssumeRolePolicyDocument=document(
            {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ),
    )
    yield running
    running.stop()


def token(emulator: Emulator, **changed: Any) -> str:
    asked = {"issuer": ISSUER, "subject": SUBJECT, "audience": AUDIENCE, "seconds": 300, **changed}
    return emulator.control("identity-token", "POST", asked)["token"]


def take(emulator: Emulator, given: str, role: str = ROLE, **more: Any) -> Any:
    sts = emulator.client("sts", signature_version=UNSIGNED)
    return sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="job-7", WebIdentityToken=given, **more)


class TestATokenThatTheRoleTrusts:
    def test_gives_a_session_of_the_role(self, emulator: Emulator) -> None:
        taken = take(emulator, token(emulator))
        assert taken["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/deploy/job-7"
        assert (taken["SubjectFromWebIdentityToken"], taken["Provider"], taken["Audience"]) == (
            *(SUBJECT, PROVIDER, AUDIENCE),
        )
        me = emulator.client("sts", taken["Credentials"]).get_caller_identity()
        assert me["Arn"] == taken["AssumedRoleUser"]["Arn"]
        assert me["UserId"] == taken["AssumedRoleUser"]["AssumedRoleId"]

    def test_gives_what_the_role_may_and_no_more(self, emulator: Emulator) -> None:
        iam = emulator.client("iam", take(emulator, token(emulator))["Credentials"])
        assert iam.get_role(RoleName="deploy")["Role"]["Arn"] == ROLE
        _, code, sentence = error_of(lambda: iam.get_role(RoleName="service"))
        assert (code, "assumed-role/deploy/job-7 is not authorized" in sentence) == ("AccessDenied", True)

    def test_can_be_narrowed(self, emulator: Emulator) -> None:
        nothing = document({"Effect": "Deny", "Action": "*", "Resource": "*"})
        iam = emulator.client("iam", take(emulator, token(emulator), Policy=nothing)["Credentials"])
        assert "explicit deny in a session policy" in error_of(lambda: iam.get_role(RoleName="deploy"))[2]

    def test_gives_no_longer_session_than_the_role_allows(self, emulator: Emulator) -> None:
        sentence = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        given = token(emulator)
        assert error_of(lambda: take(emulator, given, DurationSeconds=3601)) == (400, "ValidationError", sentence)


class TestATokenThatTheRoleDoesNotTrust:
    @pytest.mark.parametrize(
        ("subject", "role"),
        [
            ("repo:mall/platform:pull_request", ROLE),
            (f"{SUBJECT}-2", ROLE),
            (SUBJECT, ROLE.replace("deploy", "service")),
            (SUBJECT, ROLE.replace("deploy", "absent")),
        ],
    )
    def test_gives_nothing_and_tells_nothing(self, emulator: Emulator, subject: str, role: str) -> None:
        refused = (403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
        assert error_of(lambda: take(emulator, token(emulator, subject=subject), role)) == refused

    def test_is_in_the_report_with_the_reason(self, emulator: Emulator) -> None:
        error_of(lambda: take(emulator, token(emulator, subject="repo:mall/other:pull_request")))
        lines = [line for line in emulator.control("permissions")["refused"] if line["principal"] == PROVIDER]
        assert (ROLE, "because no role trust policy allows the sts:AssumeRoleWithWebIdentity action") in [
            (line["resource"], line["because"]) for line in lines
        ]

    def test_gives_nothing_to_an_administrator_either(self, emulator: Emulator) -> None:
        given = token(emulator, subject="repo:mall/platform:pull_request")
        administrator = emulator.client("sts").assume_role_with_web_identity
        status, code, _ = error_of(lambda: administrator(RoleArn=ROLE, RoleSessionName="x1", WebIdentityToken=given))
        assert (status, code) == (403, "AccessDenied")


class TestATokenThatTheAccountRefuses:
    def test_of_an_unknown_issuer(self, emulator: Emulator) -> None:
        given = token(emulator, issuer="https://tokens.example.com")
        sentence = "No OpenIDConnect provider found in your account for https://tokens.example.com"
        assert error_of(lambda: take(emulator, given)) == (400, "InvalidIdentityToken", sentence)

    def test_for_another_audience(self, emulator: Emulator) -> None:
        given = token(emulator, audience="sigstore")
        assert error_of(lambda: take(emulator, given)) == (400, "InvalidIdentityToken", "Incorrect token audience")

    def test_that_has_expired(self, emulator: Emulator) -> None:
        _, code, sentence = error_of(lambda: take(emulator, token(emulator, seconds=-1)))
        assert code == "ExpiredTokenException"
        assert sentence.startswith("Token expired: current date/time ")

    def test_signed_by_another_key(self, emulator: Emulator) -> None:
        claims = {"iss": ISSUER, "sub": SUBJECT, "aud": AUDIENCE, "exp": 4102444800}
        foreign = jwt.encode({"alg": "RS256"}, claims, RSAKey.generate_key(2048))
        _, code, sentence = error_of(lambda: take(emulator, foreign))
        assert (code, sentence[:36]) == ("InvalidIdentityToken", "Couldn't retrieve verification key f")

    def test_changed_after_it_was_signed(self, emulator: Emulator) -> None:
        head, _, signature = token(emulator, subject="repo:mall/platform:pull_request").split(".")
        body = token(emulator).split(".")[1]
        status, code, _ = error_of(lambda: take(emulator, f"{head}.{body}.{signature}"))
        assert (status, code) == (400, "InvalidIdentityToken")

    @pytest.mark.parametrize("text", ["token", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
    def test_that_is_none(self, emulator: Emulator, text: str) -> None:
        assert error_of(lambda: take(emulator, text)) == (400, "InvalidIdentityToken", NOT_A_TOKEN)
