import { changeOf, reviewOf } from '../plans.fixture';
import type { Review } from '../model';

/** Texts that try to leave wherever they are written. */
export const attacks = [
  '<script>window.hurt=1</script>',
  '</code></summary></details><img src=x onerror="window.hurt=1">',
  '"><svg onload=window.hurt=1>',
  "' onmouseover='window.hurt=1",
  '</script><script>window.hurt=1</script>',
  '</style><script>window.hurt=1</script>',
  '`</code>` [link](javascript:alert(1)) ![image](https://evil.example/x.png)',
  '``` ````\n\n# Approved\n\n| a | b |\n| - | - |',
  '\r\n\r\n<details open>\r\n\r\n- [x] approved',
  'a | b \\| c \\',
  '@everyone closes #1 GH-2 https://evil.example www.evil.example x@evil.example :tada: $x$',
  '\u202egnp.exe\u2066 \u200b\ufeff \u0000\u001b[31m',
  '<!-- --> -->  &lt;script&gt; &#60;b&#62;',
  '*bold* _under_ ~~gone~~ \\` <https://evil.example>',
  '`',
  ' ',
];

/** A review in which every name and value of a plan is an attack. */
export function hostileReview(): Review {
  const changes = attacks.flatMap((attack, at) => {
    const values = {
      [attack]: attack,
      [`json${at}`]: JSON.stringify({ [attack]: [attack] }),
      tags: { [attack]: attack },
    };
    const ingress = [{ from_port: 22, to_port: 22, protocol: attack, cidr_blocks: [attack, '0.0.0.0/0'] }];
    const policy = JSON.stringify({
      Statement: [
        {
          Effect: attack,
          Action: attack,
          Resource: attack,
          Principal: { AWS: ['*', attack] },
          Condition: { [attack]: attack },
        },
      ],
    });
    return [
      changeOf(
        `aws_thing.x["${attack}"]`,
        { actions: ['update'], before: {}, after: values },
        { type: attack, previous_address: attack, action_reason: attack },
      ),
      changeOf(
        attack,
        { actions: ['delete'], before: { name: attack } },
        { type: 'aws_db_instance', deposed: at % 2 === 0 ? attack : undefined },
      ),
      changeOf(
        `${attack}.group`,
        { actions: ['create'], after: { name: attack, ingress, policy } },
        { type: 'aws_security_group' },
      ),
      changeOf(
        `${attack}.role`,
        {
          actions: ['update'],
          before: { assume_role_policy: '{"Statement":[]}' },
          after: { assume_role_policy: policy },
        },
        { type: attack },
      ),
      changeOf(
        `${attack}.member`,
        { actions: ['create'], after: { role: attack, member: `allUsers ${attack}` } },
        { type: 'x_iam_member' },
      ),
    ];
  });
  const attack = attacks.join(' ');
  const more = {
    terraform_version: attack,
    timestamp: attack,
    output_changes: Object.fromEntries(
      attacks.map((text) => [text, { actions: ['create'], before: null, after: text }]),
    ),
    resource_drift: changes.slice(0, 5),
    checks: attacks.map((text) => ({
      address: { to_display: text },
      status: 'fail',
      instances: [{ problems: [{ message: text }] }],
    })),
    deferred_changes: attacks.map((text) => ({ reason: text, resource_change: { address: text } })),
    action_invocations: attacks.map((address) => ({ address })),
    configuration: { provider_config: { [attack]: { name: attack, version_constraint: attack } } },
  };
  return reviewOf(changes, more, {
    environment: attack,
    commit: attack,
    deferredStacks: [{ stack: attack, waitsFor: attack }],
  });
}
