import {
  type ResourceAttributes,
  type SynthesizedStack,
  synthesize,
  testEnvironment as environment,
} from '@mall/foundation';
import type { TerraformStack } from 'cdktf';
import { Monitoring, type MonitoringOutputs, type MonitoringProps } from './monitoring';

const server = (role: 'web' | 'was') => ({
  role,
  autoScalingGroupName: `mall-dev-${role}-instances`,
  loadBalancerArnSuffix: `app/${role}/1`,
  targetGroupArnSuffix: `targetgroup/${role}/2`,
});

/** A database without replica and audit log. */
export const database = { identifier: 'mall-dev-database-shop', storageGib: 20, connectionLimit: 300 };

/** A small mall that is watched whole. */
export const props: MonitoringProps = {
  environment,
  servers: [server('web'), server('was')],
  zoneNames: ['ap-northeast-1a', 'ap-northeast-1c'],
  database,
  functions: [{ name: 'mall-dev-ingestion-survey-parser', timeoutSeconds: 300 }],
  deliveryStreams: { clicks: 'mall-dev-ingestion-click-stream', rejected: 'mall-dev-ingestion-rejected' },
  queues: ['mall-dev-backup-exports'],
  deadLetterQueues: ['mall-dev-ingestion-survey-parser-dlq'],
  jobs: [
    { name: 'mall-dev-pipeline-extract', limitMinutes: 30 },
    { name: 'mall-dev-pipeline-quality', limitMinutes: 20 },
  ],
  crawler: 'mall-dev-pipeline-partitions',
  surveyRefused: { source: 'mall.surveys', detailType: 'Survey Refused' },
  notifierCode: { file: __filename, hash: 'abc', sha256: 'q83v' },
  watchers: { mode: 'mail', address: 'oncall@mall.example.com' },
  runbookUrl: 'https://runbooks',
  deletion: { mode: 'protected' },
};

/** The monitoring of that mall, with what matters to a test changed; `use` sees its outputs. */
export function monitoring(
  changes: Partial<MonitoringProps> = {},
  use: (outputs: MonitoringOutputs, stack: TerraformStack) => void = () => undefined,
): SynthesizedStack {
  return synthesize((stack) => {
    use(new Monitoring(stack, 'Monitoring', { ...props, ...changes }).outputs, stack);
  });
}

/** Every alarm of one metric or expression. */
export function metricAlarms(stack: SynthesizedStack): readonly ResourceAttributes[] {
  return stack.all('aws_cloudwatch_metric_alarm');
}

/** The alarm of a name. @throws Error when there is none. */
export function alarmOf(stack: SynthesizedStack, name: string): ResourceAttributes {
  const found = metricAlarms(stack).find((alarm) => alarm.alarm_name === name);
  if (found !== undefined) return found;
  throw new Error(
    `no alarm ${name} among ${metricAlarms(stack)
      .map(({ alarm_name }) => String(alarm_name))
      .join(', ')}`,
  );
}
