import { type EnvironmentSettings, literal, type PolicyStatement } from '@mall/foundation';

/** What a person may do before a second factor is there: set one up, and choose a password of their own. */
const beforeMfa = [
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetAccountPasswordPolicy',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetSessionToken',
];

/**
 * Everything else is denied to who signed in without a second factor, whatever other policies allow, and everybody sets
 * up their own factor: the device bears the user's name. With access keys, `aws sts get-session-token` comes first.
 */
export function mfaStatements({ account }: EnvironmentSettings): PolicyStatement[] {
  const self = literal('${aws:username}');
  const own = [`arn:aws:iam::${account}:user/${self}`];
  const ownDevice = [`arn:aws:iam::${account}:mfa/${self}`];
  return [
    {
      sid: 'RefuseWithoutMfa',
      effect: 'Deny',
      notActions: beforeMfa,
      resources: ['*'],
      // IfExists: requests signed by a plain access key do not carry the condition at all.
      conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
    {
      sid: 'SeeRules',
      actions: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
      resources: ['*'],
      wildcardReason: 'these actions take no resource',
    },
    { sid: 'MakeOwnDevice', actions: ['iam:CreateVirtualMFADevice'], resources: ownDevice },
    {
      sid: 'UseOwnDevice',
      actions: [
        'iam:ChangePassword',
        'iam:EnableMFADevice',
        'iam:GetMFADevice',
        'iam:GetUser',
        'iam:ListMFADevices',
        'iam:ResyncMFADevice',
      ],
      resources: own,
    },
    // Taking a device away needs the device: RefuseWithoutMfa holds for these.
    { sid: 'DropOwnDevice', actions: ['iam:DeactivateMFADevice'], resources: own },
    { sid: 'DeleteOwnDevice', actions: ['iam:DeleteVirtualMFADevice'], resources: ownDevice },
    {
      sid: 'RenewOwnKeys',
      actions: ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
      resources: own,
    },
  ];
}
