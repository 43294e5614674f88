"""The condition keys that are known: AWS's global ones, and of services those that policies here use.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and the service authorization
reference. A policy that asks for another key is refused: a misspelt key would hold, or fail, in silence.
"""

from __future__ import annotations

from emulator.iam.errors import PolicyError

_GLOBAL = """
aws:CalledViaFirst aws:CalledViaLast aws:CurrentTime aws:EpochTime aws:FederatedProvider aws:MultiFactorAuthAge
aws:MultiFactorAuthPresent aws:PrincipalAccount aws:PrincipalArn aws:PrincipalIsAWSService aws:PrincipalOrgID
aws:PrincipalServiceName aws:PrincipalType aws:Referer aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID
aws:SecureTransport aws:SourceAccount aws:SourceArn aws:SourceIdentity aws:SourceIp aws:SourceOrgID aws:SourceOwner
aws:SourceVpc
aws:SourceVpce aws:TokenIssueTime aws:UserAgent aws:userid aws:username aws:ViaAWSService aws:VpcSourceIp
"""
_OF_SERVICES = """
cloudwatch:namespace
ec2:AuthorizedService ec2:Subnet ec2:Vpc
events:detail-type events:source
iam:AWSServiceName iam:AssociatedResourceArn iam:PassedToService iam:PermissionsBoundary
iam:PolicyARN
kms:CallerAccount kms:GrantConstraintType kms:GranteePrincipal kms:GrantIsForAWSResource kms:KeyOrigin
kms:KeySpec kms:KeyUsage kms:RequestAlias kms:RetiringPrincipal kms:ViaService
lambda:FunctionArn lambda:SourceFunctionArn
rds:DatabaseName
s3:delimiter s3:max-keys s3:prefix s3:TlsVersion s3:VersionId s3:x-amz-acl s3:x-amz-content-sha256
s3:x-amz-copy-source s3:x-amz-server-side-encryption s3:x-amz-server-side-encryption-aws-kms-key-id
s3:x-amz-storage-class
s3express:SessionMode
secretsmanager:SecretId secretsmanager:VersionId secretsmanager:VersionStage
sns:Endpoint sns:Protocol
sts:ExternalId sts:RoleSessionName
token.actions.githubusercontent.com:aud token.actions.githubusercontent.com:sub
"""
_MULTIVALUED = """
aws:CalledVia aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:ResourceOrgPaths aws:SourceOrgPaths aws:TagKeys
kms:EncryptionContextKeys kms:GrantOperations kms:ResourceAliases
dynamodb:Attributes dynamodb:LeadingKeys
sts:TransitiveTagKeys
"""

MULTIVALUED = frozenset(_MULTIVALUED.lower().split())
"""Keys that may have many values, in lower case."""
SINGLE = frozenset(f"{_GLOBAL} {_OF_SERVICES}".lower().split())
"""Keys that have one value, in lower case."""
PREFIXES = (
    "aws:principaltag/",
    "aws:requesttag/",
    "aws:resourcetag/",
    "kms:encryptioncontext:",
    "s3:existingobjecttag/",
    "s3:requestobjecttag/",
)
"""Beginnings of keys that end in a name of the policy's own choice."""


def require_known(key: str) -> None:
    """Throw `PolicyError` for a condition key, given in lower case, that is not known."""
    if key not in SINGLE and key not in MULTIVALUED and not key.startswith(PREFIXES):
        raise PolicyError(f"condition key {key} is not known: if AWS documents it, add it to {__name__}")
