import { requireEnv, requireJsonEnv, type Variables } from '@mall/lambda-kit';

export interface Settings {
  /** Environment whose news these are: `dev`. */
  readonly environment: string;
  /** Secret that holds Slack's incoming webhook, a URL. */
  readonly webhookSecretArn: string;
  /** DynamoDB table of what was posted already; its key is `id`. */
  readonly postedTable: string;
  /** Minutes within which each Glue job has to succeed. */
  readonly jobLimits: Readonly<Record<string, number>>;
  /** Where the runbooks lie; a runbook is `<runbookUrl>/<name>.md`. */
  readonly runbookUrl: string;
}

/**
 * The function's settings: `ENVIRONMENT`, `WEBHOOK_SECRET_ARN`, `POSTED_TABLE`, `JOB_LIMITS` (JSON), `RUNBOOK_URL`.
 *
 * @throws EnvironmentError when one is missing or malformed.
 */
export function readSettings(variables: Variables): Settings {
  return {
    environment: requireEnv('ENVIRONMENT', variables),
    webhookSecretArn: requireEnv('WEBHOOK_SECRET_ARN', variables),
    postedTable: requireEnv('POSTED_TABLE', variables),
    jobLimits: requireJsonEnv('JOB_LIMITS', parseLimits, variables),
    runbookUrl: requireEnv('RUNBOOK_URL', variables),
  };
}

function parseLimits(value: unknown): Readonly<Record<string, number>> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || !Object.values(value).every((minutes) => typeof minutes === 'number' && minutes > 0)) {
    throw new Error('an object of minutes by job name');
  }
  return value as Record<string, number>;
}
