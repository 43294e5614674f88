import { z } from 'zod';
import { TwinError } from './errors';

/** What the command line reads of each stack's outputs. */
const shapes = {
  database: z.object({
    endpoint_address: z.string(),
    endpoint_port: z.coerce.number(),
    database_name: z.string(),
    master_secret_arn: z.string(),
    analytics_secret_arn: z.string(),
  }),
  'data-lake': z.object({
    landing_bucket: z.string(),
    raw_bucket: z.string(),
    curated_bucket: z.string(),
    quarantine_bucket: z.string(),
    results_bucket: z.string(),
    artifacts_bucket: z.string(),
    catalog_database: z.string(),
  }),
  ingestion: z.object({
    click_stream: z.string(),
    rejected_click_stream: z.string(),
    click_key_secret_arn: z.string(),
    survey_parser: z.string(),
  }),
  pipeline: z.object({ workflow: z.string(), crawler: z.string() }),
  analytics: z.object({ workgroup: z.string(), analysis_runner: z.string() }),
} as const;

export type Tier = keyof typeof shapes;

/** The tiers of the data road: all whose outputs the command line reads. */
export const roadTiers: readonly string[] = Object.keys(shapes);

export type OutputsOf<T extends Tier> = z.infer<(typeof shapes)[T]>;

/** Checks the outputs of an applied stack. @throws TwinError that names the missing output. */
export function parseOutputs<T extends Tier>(tier: T, outputs: Readonly<Record<string, unknown>>): OutputsOf<T> {
  const parsed = shapes[tier].safeParse(outputs);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new TwinError(`the stack '${tier}' must have the outputs ${names}; see ARCHITECTURE.md`);
  }
  return parsed.data as OutputsOf<T>;
}
