"""What moto 5.2.5 answers wrongly, measured before the evaluator was written."""

from __future__ import annotations

from emulator.iam.cases.build import (
    ALLOWED,
    DENIED_BY_RESOURCE,
    KEY,
    NO_IDENTITY,
    NO_RESOURCE,
    NO_TRUST,
    OBJECT,
    OWN,
    ROLE_ARN,
    Case,
    Group,
    allow,
    deny,
    document,
    to,
    when,
)
from emulator.iam.principals import service, user

_TABLE = f"arn:aws:glue:ap-northeast-1:{OWN}:table/mall_dev/customer"
_TLS_ONLY = to("*", deny("s3:*", "*", **when("Bool", "aws:SecureTransport", "false")))
_TLS = {"aws:SecureTransport": "true"}
_TRUST = document(
    {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"},
)

GROUP = Group(
    "probes",
    "IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    (
        Case(
            "an exact ARN of a service other than S3, SQS, IAM and STS allows",
            ALLOWED,
            action="glue:GetTable",
            resource=_TABLE,
            identity=document(allow("glue:GetTable", _TABLE)),
        ),
        Case(
            "an exact ARN of another table does not",
            NO_IDENTITY,
            action="glue:GetTable",
            resource=_TABLE,
            identity=document(allow("glue:GetTable", _TABLE.replace("customer", "purchase"))),
        ),
        Case(
            "a condition that is false allows nothing",
            NO_IDENTITY,
            identity=document(allow(**when("StringEquals", "aws:RequestedRegion", "eu-west-1"))),
            facts={"aws:RequestedRegion": "ap-northeast-1"},
        ),
        Case(
            "a bucket that wants TLS lets a role in by TLS",
            ALLOWED,
            identity=document(allow()),
            own=document(_TLS_ONLY),
            facts=_TLS,
        ),
        Case(
            "a bucket that wants TLS lets an administrator in by TLS",
            ALLOWED,
            principal=user(f"arn:aws:iam::{OWN}:user/administrator"),
            identity=document(allow("*")),
            own=document(_TLS_ONLY),
            facts=_TLS,
        ),
        Case(
            "a bucket that wants TLS refuses an administrator without",
            DENIED_BY_RESOURCE,
            principal=user(f"arn:aws:iam::{OWN}:user/administrator"),
            identity=document(allow("*")),
            own=document(_TLS_ONLY),
            facts={"aws:SecureTransport": "false"},
        ),
        Case(
            "a bucket's statement about another principal is not about this one",
            NO_IDENTITY,
            own=document(to({"AWS": f"arn:aws:iam::{OWN}:role/other"}, allow("s3:GetObject", OBJECT))),
        ),
        Case(
            "a key that does not let the account in refuses whoever may read the object",
            NO_RESOURCE,
            action="kms:Decrypt",
            resource=KEY,
            identity=document(allow(["s3:GetObject", "kms:Decrypt"])),
            own=document(to({"AWS": f"arn:aws:iam::{OWN}:role/other"}, allow("kms:*"))),
        ),
        Case(
            "a service takes a role that trusts it",
            ALLOWED,
            principal=service("glue.amazonaws.com"),
            action="sts:AssumeRole",
            resource=ROLE_ARN,
            own=_TRUST,
        ),
        Case(
            "a service does not take a role that trusts another",
            NO_TRUST,
            principal=service("lambda.amazonaws.com"),
            action="sts:AssumeRole",
            resource=ROLE_ARN,
            own=_TRUST,
        ),
    ),
)
