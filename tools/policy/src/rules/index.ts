import type { Rule } from '../rule';
import { boundaries } from './boundaries';
import { dataQuality } from './data-quality';
import { glue } from './glue';
import { ingress } from './ingress';
import { logs } from './logs';
import { secrets } from './secrets';
import { tags } from './tags';
import { trust } from './trust';
import { wildcards } from './wildcards';

/** The mall's own rules, for what checkov does not ask or cannot know. */
export const rules: readonly Rule[] = [wildcards, trust, boundaries, ingress, secrets, logs, tags, glue, dataQuality];
