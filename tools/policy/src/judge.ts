import type { Answer, Answers } from './checkov';
import type { Skip } from './skips';

export interface Verdict {
  /** One sentence for everything that must be mended; empty when all is well. */
  readonly complaints: readonly string[];
  /** Skips that cover a failing check. */
  readonly used: readonly Skip[];
}

/**
 * Subtracts the written skips from what failed.
 *
 * A failing check without a skip is a complaint; so is a skip without a failing check, which would hide the next failure,
 * and a stack about which checkov says nothing, which was not checked.
 */
export function judge(files: readonly string[], { passed, failed }: Answers, skips: readonly Skip[]): Verdict {
  const failing = new Set(failed.map(keyOf));
  const skipped = new Set(skips.map(keyOf));
  const seen = new Set([...passed, ...failed].map(({ file }) => file));
  return {
    complaints: [
      ...files.filter((file) => !seen.has(file)).map((file) => `${file}: was not checked; is it Terraform JSON?`),
      ...failed
        .filter((answer) => !skipped.has(keyOf(answer)))
        .map(
          ({ file, check, wants, logicalId }) =>
            `${file}: ${logicalId} fails ${check} (${wants}); mend it, or say why not with skipCheck in its construct`,
        ),
      ...skips
        .filter((skip) => !failing.has(keyOf(skip)))
        .map(
          ({ file, construct, check }) => `${file}: ${construct} skips ${check}, which does not fail; remove the skip`,
        ),
    ],
    used: skips.filter((skip) => failing.has(keyOf(skip))),
  };
}

function keyOf({ file, check, logicalId }: Pick<Answer, 'file' | 'check' | 'logicalId'>): string {
  return `${file} ${check} ${logicalId}`;
}
