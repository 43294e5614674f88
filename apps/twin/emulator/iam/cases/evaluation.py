"""How policies of one account go together."""

from __future__ import annotations

from emulator.iam.cases.build import (
    ALLOWED,
    DENIED,
    DENIED_BY_RESOURCE,
    NO_IDENTITY,
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
from emulator.iam.principals import root

_FOR_ROLE = {"AWS": ROLE_ARN}

GROUP = Group(
    "evaluation",
    "IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-id-rdp.html, "
    "…_policy-eval-denyallow.html",
    (
        Case("an identity's policy allows", ALLOWED, identity=document(allow())),
        Case("a resource's policy allows", ALLOWED, own=document(to(_FOR_ROLE, allow()))),
        Case("both allow", ALLOWED, identity=document(allow()), own=document(to(_FOR_ROLE, allow()))),
        Case("neither says anything", NO_IDENTITY, identity=document(allow("s3:PutObject"))),
        Case("an identity's deny beats its allow", DENIED, identity=document(allow("*"), deny())),
        Case("a deny comes first however late it stands", DENIED, identity=document(deny(), allow("*"))),
        Case(
            "an identity's deny beats the resource's allow",
            DENIED,
            identity=document(deny()),
            own=document(to(_FOR_ROLE, allow())),
        ),
        Case(
            "the resource's deny beats the identity's allow",
            DENIED_BY_RESOURCE,
            identity=document(allow("*")),
            own=document(to("*", deny())),
        ),
        Case(
            "the resource's deny of another action",
            ALLOWED,
            identity=document(allow("*")),
            own=document(to("*", deny("s3:PutObject"))),
        ),
        Case(
            "the resource's deny of another resource",
            ALLOWED,
            identity=document(allow("*")),
            own=document(to("*", deny(resource=f"{OBJECT}.gz"))),
        ),
        Case(
            "a deny whose condition does not hold",
            ALLOWED,
            identity=document(allow(), deny(**when("StringNotEquals", "aws:RequestedRegion", "ap-northeast-1"))),
            facts={"aws:RequestedRegion": "ap-northeast-1"},
        ),
        Case(
            "a deny whose condition holds",
            DENIED,
            identity=document(allow(), deny(**when("StringNotEquals", "aws:RequestedRegion", "ap-northeast-1"))),
            facts={"aws:RequestedRegion": "us-east-1"},
        ),
        Case(
            "a negated deny on a key that the request has not",
            DENIED,
            identity=document(allow(), deny(**when("StringNotEquals", "aws:SourceVpce", "vpce-1"))),
        ),
        Case(
            "a deny if no second factor, given none",
            DENIED,
            identity=document(allow(), deny(**when("BoolIfExists", "aws:MultiFactorAuthPresent", "false"))),
        ),
        Case(
            "a deny if the second factor is said to be missing, nothing said",
            ALLOWED,
            identity=document(allow(), deny(**when("Bool", "aws:MultiFactorAuthPresent", "false"))),
        ),
        Case(
            "an empty prefix is a prefix",
            NO_IDENTITY,
            action="s3:ListBucket",
            identity=document(allow("s3:ListBucket", **when("StringLike", "s3:prefix", "raw/*"))),
            facts={"s3:prefix": ""},
        ),
        Case("the root user needs no policy", ALLOWED, root(OWN)),
        Case("the root user is refused by a resource", DENIED_BY_RESOURCE, root(OWN), own=document(to("*", deny()))),
        Case("a statement may stand alone", ALLOWED, identity={"Version": "2012-10-17", "Statement": allow()}),
    ),
)
