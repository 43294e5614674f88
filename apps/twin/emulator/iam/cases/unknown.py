"""Policies that are refused, by what is wrong with them."""

from __future__ import annotations

from typing import Any

from emulator.iam.cases.build import KEY, Case, Document, Group, allow, document, to, when


def _identity(name: str, expected: str, found: Document) -> Case:
    return Case(name, expected, identity=found)


def _statement(name: str, expected: str, **element: Any) -> Case:
    """A statement that is right but for `element`; `None` leaves an element out."""
    whole = {**allow(), **element}
    return Case(name, expected, identity=document({key: value for key, value in whole.items() if value is not None}))


def _own(name: str, expected: str, statement: Document, **more: Any) -> Case:
    return Case(name, expected, own=document(statement), **more)


GROUP = Group(
    "unknown",
    "IAM/latest/UserGuide/reference_policies_elements.html, reference_policies_grammar.html",
    (
        _identity("a version", "policy version 2026-01-01 is not known", document(allow(), version="2026-01-01")),
        _identity(
            "an element of the document", "policy element Author is not known", {**document(allow()), "Author": "me"}
        ),
        _identity("no statement", "no Statement", document()),
        _statement("an element of a statement", "statement element Obligation is not known", Obligation="log"),
        _statement("an effect", "Effect must be Allow or Deny, got Audit", Effect="Audit"),
        _statement("no effect", "Effect must be Allow or Deny, got None", Effect=None),
        _statement("no action", "one of Action and NotAction", Action=None),
        _statement("action and NotAction", "one of Action and NotAction", NotAction="s3:*"),
        _statement("no resource", "one of Resource and NotResource", Resource=None),
        _statement("resource and NotResource", "one of Resource and NotResource", NotResource="*"),
        _statement("an action without service", "GetObject is no action", Action="GetObject"),
        _statement("a resource that is no ARN", "my-bucket is no ARN", Resource="my-bucket"),
        _statement("a principal in an identity's policy", "Principal has no place", Principal="*"),
        _statement(
            "a condition operator",
            "condition operator StringMatches is not known",
            **when("StringMatches", "aws:userid", "x"),
        ),
        _statement(
            "a set operator",
            "ForSomeValues:StringEquals is not known",
            **when("ForSomeValues:StringEquals", "aws:TagKeys", "x"),
        ),
        _statement("Null if it exists", "NullIfExists is not known", **when("NullIfExists", "aws:userid", "true")),
        _statement(
            "a global condition key",
            "condition key aws:resourcearn is not known",
            **when("ArnLike", "aws:ResourceArn", KEY),
        ),
        _statement(
            "a service's condition key",
            "condition key s3:colour is not known",
            **when("StringEquals", "s3:colour", "red"),
        ),
        _statement("a number that is none", "many is no number", **when("NumericLessThan", "s3:max-keys", "many")),
        _statement("a date that is none", "tomorrow is no date", **when("DateLessThan", "aws:CurrentTime", "tomorrow")),
        _statement(
            "an address that is none", "10.0.0.300 is no IP address", **when("IpAddress", "aws:SourceIp", "10.0.0.300")
        ),
        _statement("an ARN that is none", "mall-landing is no ARN", **when("ArnLike", "aws:SourceArn", "mall-landing")),
        _statement("neither true nor false", "yes is not true or false", **when("Bool", "aws:SecureTransport", "yes")),
        _own("no principal in a resource's policy", "one of Principal and NotPrincipal", allow()),
        _own(
            "a kind of principal", "principal kind CanonicalUser is not known", to({"CanonicalUser": "79a5"}, allow())
        ),
        _own(
            "a principal with a wildcard in it",
            "is none: an account",
            to({"AWS": "arn:aws:iam::111122223333:role/mall-*"}, allow()),
        ),
        _own("a principal that is a name", "principal bob is none", to({"AWS": "bob"}, allow())),
        _own(
            "a resource in a trust policy",
            "it names none",
            to("*", allow("sts:AssumeRole")),
            action="sts:AssumeRole",
            resource="arn:aws:iam::111122223333:role/mall",
        ),
    ),
)
