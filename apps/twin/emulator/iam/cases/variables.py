"""Policy variables."""

from __future__ import annotations

from emulator.iam.cases.build import ALLOWED, DENIED, NO_IDENTITY, USER, Case, Group, allow, deny, document, when
from emulator.iam.principals import user

_HOME = "arn:aws:s3:::homes/${aws:username}/*"
_BOBS = "arn:aws:s3:::homes/bob/notes"
_TAGGED = "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'company'}/*"
_STARRED = user("arn:aws:iam::111122223333:user/b*")

GROUP = Group(
    "variables",
    "IAM/latest/UserGuide/reference_policies_variables.html",
    (
        Case("a user's own folder", ALLOWED, USER, resource=_BOBS, identity=document(allow(resource=_HOME))),
        Case(
            "another's folder",
            NO_IDENTITY,
            USER,
            resource="arn:aws:s3:::homes/alice/notes",
            identity=document(allow(resource=_HOME)),
        ),
        Case("a role has no user name", NO_IDENTITY, resource=_BOBS, identity=document(allow(resource=_HOME))),
        Case(
            "a deny with a variable that has no value",
            ALLOWED,
            resource=_BOBS,
            identity=document(allow(), deny(resource=_HOME)),
        ),
        Case(
            "a deny of one's own folder", DENIED, USER, resource=_BOBS, identity=document(allow(), deny(resource=_HOME))
        ),
        Case(
            "an old version has no variables",
            NO_IDENTITY,
            USER,
            resource=_BOBS,
            identity=document(allow(resource=_HOME), version="2008-10-17"),
        ),
        Case(
            "an old version takes them by the letter",
            ALLOWED,
            USER,
            resource="arn:aws:s3:::homes/${aws:username}/x",
            identity=document(allow(resource=_HOME), version="2008-10-17"),
        ),
        Case(
            "without a version it is the old one",
            NO_IDENTITY,
            USER,
            resource=_BOBS,
            identity={"Statement": [allow(resource=_HOME)]},
        ),
        Case(
            "a star in a value is no wildcard",
            NO_IDENTITY,
            _STARRED,
            resource=_BOBS,
            identity=document(allow(resource=_HOME)),
        ),
        Case(
            "a default where there is no value",
            ALLOWED,
            resource="arn:aws:s3:::homes/company/x",
            identity=document(allow(resource=_TAGGED)),
        ),
        Case(
            "no default where there is a value",
            NO_IDENTITY,
            resource="arn:aws:s3:::homes/company/x",
            identity=document(allow(resource=_TAGGED)),
            facts={"aws:PrincipalTag/team": "sales"},
        ),
        Case(
            "a value instead of the default",
            ALLOWED,
            resource="arn:aws:s3:::homes/sales/x",
            identity=document(allow(resource=_TAGGED)),
            facts={"aws:PrincipalTag/team": "sales"},
        ),
        Case(
            "a star that is meant",
            ALLOWED,
            resource="arn:aws:s3:::homes/a*b",
            identity=document(allow(resource="arn:aws:s3:::homes/a${*}b")),
        ),
        Case(
            "a star that is meant is no wildcard",
            NO_IDENTITY,
            resource="arn:aws:s3:::homes/axb",
            identity=document(allow(resource="arn:aws:s3:::homes/a${*}b")),
        ),
        Case(
            "a variable in a condition",
            ALLOWED,
            USER,
            "s3:ListBucket",
            "arn:aws:s3:::homes",
            facts={"s3:prefix": "bob/2024"},
            identity=document(allow("s3:ListBucket", **when("StringLike", "s3:prefix", "${aws:username}/*"))),
        ),
        Case(
            "a variable in a condition that does not fit",
            NO_IDENTITY,
            USER,
            "s3:ListBucket",
            "arn:aws:s3:::homes",
            facts={"s3:prefix": "alice/2024"},
            identity=document(allow("s3:ListBucket", **when("StringLike", "s3:prefix", "${aws:username}/*"))),
        ),
        Case(
            "a variable with many values",
            "has many values",
            identity=document(allow(resource="arn:aws:s3:::homes/${aws:TagKeys}")),
        ),
        Case(
            "a variable that nobody knows",
            "condition key aws:nickname is not known",
            identity=document(allow(resource="arn:aws:s3:::homes/${aws:nickname}")),
        ),
    ),
)
