import { arnOf, type EnvironmentSettings, type PolicyStatement } from '@mall/foundation';
import type { WatchedJob } from './glue-events';

/** Secret and table are opened through their services only. */
export function useKey({ region }: EnvironmentSettings, keyArn: string): PolicyStatement {
  return {
    sid: 'UseKey',
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: {
      StringEquals: {
        'kms:ViaService': [`secretsmanager.${region}.amazonaws.com`, `dynamodb.${region}.amazonaws.com`],
      },
    },
  };
}

/** How long a run took, which alarms of a tier are up, which instance is hottest. */
export function askForMore(environment: EnvironmentSettings, jobs: readonly WatchedJob[]): readonly PolicyStatement[] {
  return [
    {
      sid: 'AskRuns',
      actions: ['glue:GetJobRun'],
      resources: jobs.map(({ name }) => arnOf(environment, 'glue', `job/${name}`)),
    },
    {
      sid: 'AskAlarms',
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [arnOf(environment, 'cloudwatch', `alarm:mall-${environment.name}-*`)],
      wildcardReason: 'a composite alarm may name any alarm of the environment; only states and thresholds are read',
    },
    {
      sid: 'AskInstances',
      actions: ['autoscaling:DescribeAutoScalingGroups', 'cloudwatch:GetMetricData'],
      resources: ['*'],
      wildcardReason: 'neither action takes a resource; both only read figures and names',
    },
  ];
}
