import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Fn, TerraformOutput } from 'cdktf';
import { alarmOf, database, metricAlarms, monitoring } from './testing';

const stack = monitoring();
const alarm = (name: string, of = stack) => alarmOf(of, name);
const composite = (name: string) =>
  stack.all('aws_cloudwatch_composite_alarm').find((one) => one.alarm_name === name) ?? {};
const expressionOf = (name: string) =>
  (alarm(name).metric_query as { expression?: string }[]).find(({ expression }) => expression !== undefined)
    ?.expression;

describe('the alarm on CPU', () => {
  it.each(['web', 'was'])('of %s goes up at 75 percent exactly, and tells by itself', (role) => {
    expect(alarm(`mall-dev-${role}-cpu`)).toMatchObject({
      namespace: 'AWS/EC2',
      metric_name: 'CPUUtilization',
      dimensions: { AutoScalingGroupName: `mall-dev-${role}-instances` },
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      threshold: 75,
      alarm_actions: [expect.stringMatching(/^\$\{aws_sns_topic_policy\.\w+_AlarmsPolicy_\w+\.arn\}$/)],
    });
  });

  it('looks at the busiest instance, three minutes of five, and takes silence for what it is', () => {
    expect(alarm('mall-dev-web-cpu')).toMatchObject({
      statistic: 'Maximum',
      period: 60,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
      treat_missing_data: 'missing',
    });
  });
});

describe('every alarm', () => {
  it('says what, why, in which unit, and what to do', () => {
    for (const { alarm_description: text } of metricAlarms(stack)) {
      expect(String(text)).toMatch(/^.+\n.{20,}\nUnit: \w+\nRunbook: https:\/\/runbooks\/[a-z-]+\.md$/);
    }
  });

  it('tells when it goes up and never when it comes down', () => {
    for (const one of [...metricAlarms(stack), ...stack.all('aws_cloudwatch_composite_alarm')]) {
      expect(one).not.toHaveProperty('ok_actions');
      expect(one).not.toHaveProperty('insufficient_data_actions');
    }
  });

  it('has its runbook, and every runbook its alarm, its event or another that leads to it', () => {
    const all = monitoring({ database: { ...database, auditLogGroupName: 'audit', replicaIdentifiers: ['replica'] } });
    const written = readdirSync(path.resolve(__dirname, '../../../docs/operations/runbooks'));
    const ofAlarms = [...metricAlarms(all), ...all.all('aws_cloudwatch_composite_alarm')].map(
      (one) => /runbooks\/(.+)$/.exec(String(one.alarm_description))?.[1],
    );
    const ofEvents = ['job-failed.md', 'job-slow.md', 'crawler-failed.md', 'survey-refused.md'];
    // What job-failed.md and function-errors.md lead to.
    const ofData = ['bad-rows.md', 'run-unbalanced.md'];
    expect([...new Set([...ofAlarms, ...ofEvents, ...ofData, 'README.md'])].sort()).toEqual(written.sort());
  });
});

describe('a tier', () => {
  it('in trouble is one message for all that visitors notice', () => {
    const rule = String(composite('mall-dev-web-trouble').alarm_rule);
    expect(rule.match(/ALARM\("\$\{aws_cloudwatch_metric_alarm\.\w+\.alarm_name\}"\)/g)).toHaveLength(4);
    for (const name of ['load-balancer-errors', 'target-errors', 'unhealthy-hosts', 'latency']) {
      expect(alarm(`mall-dev-web-${name}`)).toMatchObject({ alarm_actions: [] });
    }
  });

  it.each([
    ['web', /Was/],
    ['was', /Database/],
  ])('%s keeps quiet while the one behind it is in trouble', (tier, behind) => {
    expect(composite(`mall-dev-${tier}-trouble`).actions_suppressor).toEqual({
      alarm: expect.stringMatching(behind),
      wait_period: 120,
      extension_period: 180,
    });
  });

  it('at the back is kept quiet by none', () => {
    expect(composite('mall-dev-database-trouble')).not.toHaveProperty('actions_suppressor');
  });

  it('without any instance is in trouble', () => {
    expect(alarm('mall-dev-web-unhealthy-hosts').treat_missing_data).toBe('breaching');
  });

  it('sends a deployment back for errors, health and latency, and not for CPU', () => {
    const { json } = monitoring({}, ({ rollbackAlarmNames }, scope) => {
      new TerraformOutput(scope, 'web', { value: rollbackAlarmNames.web, staticId: true });
    });
    const names = (json as { output?: { web: { value: string[] } } }).output?.web.value ?? [];
    expect(names.map((name) => /_Web_([A-Za-z]+)_\w+\.alarm_name}$/.exec(name)?.[1])).toEqual([
      'TargetErrors',
      'UnhealthyHosts',
      'Latency',
    ]);
  });

  it('is watched once each, neither less nor more', () => {
    expect(() => monitoring({ servers: [] })).toThrow(
      "test/Monitoring: 'servers' must be one was among others, got none",
    );
  });
});

describe('the database', () => {
  it('is told about at a twentieth of free storage, four fifths of its connections', () => {
    expect(alarm('mall-dev-database-shop-free-storage')).toMatchObject({
      comparison_operator: 'LessThanOrEqualToThreshold',
      threshold: 1024 ** 3,
    });
    expect(alarm('mall-dev-database-shop-connections').threshold).toBe(240);
  });

  it('has an alarm for its replica only where it has a replica, and standing still counts as far behind', () => {
    expect(metricAlarms(stack).filter(({ alarm_name }) => String(alarm_name).includes('lag'))).toEqual([]);
    const replicated = monitoring({ database: { ...database, replicaIdentifiers: ['mall-dev-database-replica'] } });
    expect(alarm('mall-dev-database-replica-lag', replicated).metric_query).toContainEqual(
      expect.objectContaining({ expression: 'IF(lag < 0, 3600, lag)' }),
    );
  });

  it('that writes an audit log has its entries counted: silence and refusals are told', () => {
    expect(stack.all('aws_cloudwatch_log_metric_filter')).toEqual([]);
    const audited = monitoring({ database: { ...database, auditLogGroupName: '/aws/rds/instance/x/audit' } });
    expect(audited.all('aws_cloudwatch_log_metric_filter')).toEqual([
      expect.objectContaining({ log_group_name: '/aws/rds/instance/x/audit', pattern: '' }),
      expect.objectContaining({ pattern: 'FAILED_CONNECT' }),
    ]);
    expect(alarm('mall-dev-database-shop-audit-silent', audited)).toMatchObject({
      threshold: 0,
      comparison_operator: 'LessThanOrEqualToThreshold',
      treat_missing_data: 'breaching',
    });
  });
});

describe('functions, streams and queues', () => {
  it.each([
    ['errors', 'Errors', 1],
    ['throttles', 'Throttles', 1],
    ['duration', 'Duration', 270_000],
  ])('have an alarm on %s', (name, metricName, threshold) => {
    expect(alarm(`mall-dev-ingestion-survey-parser-${name}`)).toMatchObject({ metric_name: metricName, threshold });
  });

  it('are told when Firehose holds records for three buffers', () => {
    expect(alarm('mall-dev-ingestion-click-stream-freshness')).toMatchObject({
      metric_name: 'DeliveryToS3.DataFreshness',
      threshold: 900,
    });
  });

  it('are told when the error prefix grows faster than the quality gate lets pass', () => {
    expect(alarm('mall-dev-ingestion-rejected-share').threshold).toBe(5);
    expect(expressionOf('mall-dev-ingestion-rejected-share')).toContain('>= 100');
  });

  it('are told of the first dead letter', () => {
    expect(alarm('mall-dev-ingestion-survey-parser-dlq-messages')).toMatchObject({
      threshold: 1,
      evaluation_periods: 1,
    });
  });

  it('are told of work that lies for three hours', () => {
    expect(alarm('mall-dev-backup-exports-age')).toMatchObject({
      metric_name: 'ApproximateAgeOfOldestMessage',
      threshold: 10_800,
    });
  });

  it('must have names that are known before anything is applied', () => {
    expect(() => monitoring({ queues: [Fn.lower('Known later')] })).toThrow(
      "test/Monitoring: 'names' must be known before anything is applied, got a reference; hand over what nameOf gave",
    );
  });
});

describe("requests' spread over the zones", () => {
  it('is told when a zone has less than 40 percent of its even share', () => {
    expect(alarm('mall-dev-web-zone-spread')).toMatchObject({
      threshold: 20,
      comparison_operator: 'LessThanOrEqualToThreshold',
    });
    expect(expressionOf('mall-dev-web-zone-spread')).toBe(
      'IF(SUM([FILL(zone1, 0), FILL(zone2, 0)]) >= 100, 100 * MIN([FILL(zone1, 0), FILL(zone2, 0)]) / SUM([FILL(zone1, 0), FILL(zone2, 0)]), 50)',
    );
  });
});
