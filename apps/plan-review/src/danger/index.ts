import { judgeExposure } from './exposure';
import { judgeIam } from './iam';
import { judgeInterruption } from './interruption';
import { judgeLoss } from './loss';
import { judgeProtection } from './protection';
import type { Judge } from './danger';

export { mostCandidates, Renames } from './renames';
export type { Suspicion } from './danger';

/** Everyone who looks at a change. */
export const judges: readonly Judge[] = [judgeLoss, judgeExposure, judgeIam, judgeProtection, judgeInterruption];
