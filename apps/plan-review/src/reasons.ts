import { type Finding, levels } from './model';

const words: Readonly<Record<string, string>> = {
  'loss.destroyed': 'data is destroyed',
  'loss.replaced': 'something that holds data is replaced',
  'loss.forgotten': 'something that holds data leaves Terraform’s care',
  'exposure.world': 'a port opens to the internet',
  'exposure.world-data-port': 'a port that holds data or commands opens to the internet',
  'exposure.opened': 'a port opens',
  'exposure.public': 'something becomes public',
  'exposure.unknown': 'a port opens to what is known only after the apply',
  'iam.everything': 'somebody may do everything',
  'iam.trust': 'others may act as a role, or its boundary changes',
  'iam.added': 'permissions are added',
  'iam.removed': 'permissions are removed',
  'iam.unreadable': 'a policy cannot be read before the apply',
  'protection.weakened': 'a protection is weakened',
  'protection.deletion': 'a protection against deletion is weakened',
  'protection.key-changed': 'encryption changes',
  'interruption.slow': 'an operation takes long or interrupts',
  'plan.errored': 'the plan has failed',
  'plan.check-failed': 'a check does not hold',
  'plan.deferred': 'something is put off to a later plan',
  'plan.unknown-action': 'Terraform does something unknown',
  'plan.action-invoked': 'actions run beside the changes',
  'plan.drift': 'something was changed outside Terraform',
  'plan.unmarked': 'sensitive values are not marked',
  'rest.destroyed': 'a resource is destroyed',
  'rest.replaced': 'a resource is replaced',
  'rest.forgotten': 'a resource leaves Terraform’s care',
};

/** Why a review has its grade: one line a rule, the worst first, with its level and how often. */
export function reasonsOf(findings: readonly Finding[]): string[] {
  const groups = new Map<string, { finding: Finding; count: number }>();
  for (const finding of findings) {
    const key = `${finding.level} ${finding.rule}`;
    groups.set(key, { finding, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()]
    .sort((a, b) => levels.indexOf(b.finding.level) - levels.indexOf(a.finding.level))
    .map(({ finding, count }) => {
      const times = count === 1 ? '' : ` (${count} times)`;
      const accepted = finding.accepted === undefined ? '' : ', accepted by the policy';
      return `${finding.level}: ${words[finding.rule] ?? finding.rule}${times}${accepted}`;
    });
}
