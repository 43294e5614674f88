"""Action, NotAction, Resource and NotResource, and what wildcards reach."""

from __future__ import annotations

from typing import Any

from emulator.iam.cases.build import (
    ALLOWED,
    BUCKET,
    DENIED,
    NO_IDENTITY,
    OBJECT,
    Case,
    Group,
    allow,
    deny,
    document,
)

_STREAM = "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws-glue/jobs/error:log-stream:jr_1"


def _actions(name: str, pattern: Any, expected: str, action: str = "s3:GetObject") -> Case:
    return Case(name, expected, action=action, identity=document(allow(pattern)))


def _resources(name: str, pattern: Any, expected: str, resource: str = OBJECT) -> Case:
    return Case(name, expected, resource=resource, identity=document(allow("*", pattern)))


def _but(name: str, element: str, values: Any, expected: str, effect: str = "Allow", **more: Any) -> Case:
    """A statement with a Not-element beside one that allows everything else to be told apart."""
    whole = {"Effect": effect, "Action": "*", "Resource": "*", **more}
    whole.pop({"NotAction": "Action", "NotResource": "Resource"}[element])
    whole[element] = values
    statements = [whole] if effect == "Allow" else [whole, allow("*")]
    return Case(name, expected, identity=document(*statements))


GROUP = Group(
    "actions and resources",
    "IAM/latest/UserGuide/reference_policies_elements_action.html, …_notaction.html, …_resource.html, "
    "…_notresource.html",
    (
        _actions("an action by its name", "s3:GetObject", ALLOWED),
        _actions("an action in any case", "S3:getobject", ALLOWED),
        _actions("another action of the service", "s3:PutObject", NO_IDENTITY),
        _actions("a name that only begins alike", "s3:GetObjectAcl", NO_IDENTITY),
        _actions("an action that the name is the beginning of", "s3:GetObject", NO_IDENTITY, "s3:GetObjectAcl"),
        _actions("all actions of the service", "s3:*", ALLOWED),
        _actions("all actions", "*", ALLOWED),
        _actions("all actions of another service", "s3express:*", NO_IDENTITY),
        _actions("actions that begin alike", "s3:Get*", ALLOWED),
        _actions("actions that end alike", "s3:*Object", ALLOWED),
        _actions("one letter", "s3:?etObject", ALLOWED),
        _actions("one letter is not none", "s3:GetObject?", NO_IDENTITY),
        _actions("one of many", ["s3:PutObject", "s3:GetObject"], ALLOWED),
        _actions("none of many", ["s3:PutObject", "s3:DeleteObject"], NO_IDENTITY),
        _actions("a dot is a dot", "s3:GetO.ject", "no action"),
        _resources("a resource by its ARN", OBJECT, ALLOWED),
        _resources("a resource in another case", OBJECT.replace("raw", "RAW"), NO_IDENTITY),
        _resources("the bucket is not its objects", BUCKET, NO_IDENTITY),
        _resources("the objects are not their bucket", f"{BUCKET}/*", NO_IDENTITY, BUCKET),
        _resources("all objects", f"{BUCKET}/*", ALLOWED),
        _resources("a folder", f"{BUCKET}/raw/*", ALLOWED),
        _resources("another folder", f"{BUCKET}/curated/*", NO_IDENTITY),
        _resources("a folder whose name begins alike", f"{BUCKET}/ra/*", NO_IDENTITY),
        _resources("a star reaches over slashes", f"{BUCKET}/*.csv", ALLOWED),
        _resources("one letter of a name", f"{BUCKET}/raw/part-?.csv", ALLOWED),
        _resources("a bucket whose name goes on", "arn:aws:s3:::lake*", ALLOWED, "arn:aws:s3:::lake-house/x"),
        _resources(
            "a star at the end of a part reaches over colons",
            _STREAM.replace("error:log-stream:jr_1", "*"),
            ALLOWED,
            _STREAM,
        ),
        _resources("one of many resources", [BUCKET, OBJECT], ALLOWED),
        _resources("a plus is no repetition", f"{BUCKET}/raw/part-0+.csv", NO_IDENTITY),
        _but("everything but another action", "NotAction", "s3:PutObject", ALLOWED),
        _but("everything but this action", "NotAction", "s3:GetObject", NO_IDENTITY),
        _but("everything but what begins alike", "NotAction", ["iam:*", "s3:Get*"], NO_IDENTITY),
        _but("denied but for this action", "NotAction", "s3:GetObject", ALLOWED, "Deny"),
        _but("denied but for another action", "NotAction", "s3:PutObject", DENIED, "Deny"),
        _but("every resource but another", "NotResource", f"{BUCKET}/curated/*", ALLOWED),
        _but("every resource but this", "NotResource", [BUCKET, f"{BUCKET}/*"], NO_IDENTITY),
        _but("denied but for this resource", "NotResource", OBJECT, ALLOWED, "Deny"),
        _but("denied but for another resource", "NotResource", BUCKET, DENIED, "Deny"),
        Case("nothing is allowed by no policy", NO_IDENTITY),
        Case("a deny of another action", ALLOWED, identity=document(allow(), deny("s3:PutObject"))),
    ),
)
