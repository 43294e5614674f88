import type { Finding, Rule } from './rule';
import type { Stack } from './stacks';

/** A finding that a construct explains. */
export interface Explained {
  readonly construct: string;
  readonly subject: string;
  readonly reason: string;
}

/** What our own rules say. */
export interface HouseVerdict {
  /** One sentence for everything that must be mended; empty when all is well. */
  readonly complaints: readonly string[];
  readonly explained: readonly Explained[];
}

/**
 * Holds every stack against the rules and subtracts the written reasons. A reason for what breaks no rule is a complaint:
 * it would hide the next finding.
 */
export function judgeByRules(stacks: readonly Stack[], rules: readonly Rule[]): HouseVerdict {
  const findings = rules.flatMap((rule) => rule(stacks));
  const isExplained = ({ resource, subject }: Finding) => subject !== undefined && subject in resource.reasons;
  const reasons = stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) =>
      Object.entries(resource.reasons).map(([subject, reason]) => ({ stack, resource, subject, reason })),
    ),
  );
  const isNeeded = (reason: (typeof reasons)[number]) =>
    findings.some(({ resource, subject }) => resource === reason.resource && subject === reason.subject);
  return {
    complaints: [
      ...findings
        .filter((finding) => !isExplained(finding))
        .map(({ stack, resource, sentence }) => `${stack.file}: ${resource.construct}: ${sentence}`),
      ...reasons
        .filter((reason) => !isNeeded(reason))
        .map(
          ({ stack, resource, subject }) =>
            `${stack.file}: ${resource.construct} gives a reason for '${subject}', which breaks no rule; remove the reason`,
        ),
    ],
    explained: reasons
      .filter(isNeeded)
      .map(({ resource, subject, reason }) => ({ construct: resource.construct, subject, reason })),
  };
}
