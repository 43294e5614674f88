import { alarmOf, monitoring, props } from './testing';

const stack = monitoring();
const json = (value: unknown) => JSON.parse(String(value)) as Record<string, unknown>;
interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Principal?: { readonly Service: string };
  readonly Condition?: unknown;
}
const statementsOf = (policy: unknown) => json(policy).Statement as Statement[];
const grants = stack.all('aws_iam_role_policy').flatMap(({ policy }) => statementsOf(policy));
const patterns = stack.all('aws_cloudwatch_event_rule').map(({ event_pattern }) => json(event_pattern));
const topicOf = (name: string) => stack.all('aws_sns_topic').find((one) => one.name === name) ?? {};

describe('the topic', () => {
  it('is encrypted with a key that CloudWatch and EventBridge may use', () => {
    expect(topicOf('mall-dev-monitoring-alarms').kms_master_key_id).toMatch(/^\$\{aws_kms_key\.\w+\.arn\}$/);
    const users = statementsOf(stack.only('aws_kms_key').policy).flatMap(({ Principal }) => Principal?.Service ?? []);
    expect(users).toEqual(['cloudwatch.amazonaws.com', 'events.amazonaws.com', 'logs.ap-northeast-1.amazonaws.com']);
  });

  it("lets this environment's alarms publish, and events without the conditions that EventBridge cannot meet", () => {
    const [policy] = stack.all('aws_sns_topic_policy').filter(({ policy: text }) => String(text).includes('Events'));
    expect(statementsOf(policy?.policy)).toEqual([
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:mall-dev-*' },
        },
      }),
      {
        Sid: 'EventsPublish',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: 'arn:aws:sns:ap-northeast-1:111122223333:mall-dev-monitoring-alarms',
      },
    ]);
  });

  it('calls the notifier for what went up and for events of Glue and of surveys, and keeps what it could not hand over', () => {
    const [subscription] = stack.all('aws_sns_topic_subscription').filter(({ protocol }) => protocol === 'lambda');
    expect(subscription?.filter_policy_scope).toBe('MessageBody');
    expect(json(subscription?.filter_policy)).toEqual({
      $or: [
        { NewStateValue: ['ALARM'] },
        {
          'detail-type': [
            'Glue Job State Change',
            'Glue Job Run Status',
            'Glue Crawler State Change',
            'Survey Refused',
          ],
        },
      ],
    });
    expect(json(subscription?.redrive_policy)).toHaveProperty('deadLetterTargetArn');
  });
});

describe('the notifier', () => {
  const notifier = stack.only('aws_lambda_function');

  it('knows the limit of every job and where runbooks are', () => {
    const { variables } = notifier.environment as { variables: Record<string, string> };
    expect(json(variables.JOB_LIMITS)).toEqual({ 'mall-dev-pipeline-extract': 30, 'mall-dev-pipeline-quality': 20 });
    expect(variables).toMatchObject({ ENVIRONMENT: 'dev', RUNBOOK_URL: 'https://runbooks' });
  });

  it('may ask for runs of the watched jobs only, and writes nothing but what it posted', () => {
    expect(grants.find(({ Sid }) => Sid === 'AskRuns')?.Resource).toEqual([
      'arn:aws:glue:ap-northeast-1:111122223333:job/mall-dev-pipeline-extract',
      'arn:aws:glue:ap-northeast-1:111122223333:job/mall-dev-pipeline-quality',
    ]);
    expect(grants.find(({ Sid }) => Sid === 'RememberPosted')).toMatchObject({
      Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      Resource: expect.stringMatching(/^\$\{aws_dynamodb_table\.\w+\.arn\}$/),
    });
  });

  it('finds a place for the webhook without a value in code or state', () => {
    expect(stack.only('aws_secretsmanager_secret')).toMatchObject({ name: 'mall-dev-monitoring-slack-webhook' });
    expect(stack.counts()).not.toHaveProperty('aws_secretsmanager_secret_version');
  });

  it('forgets what it posted by itself, and keeps it encrypted', () => {
    expect(stack.only('aws_dynamodb_table')).toMatchObject({
      hash_key: 'id',
      ttl: { attribute_name: 'expiresAt', enabled: true },
      server_side_encryption: { enabled: true, kms_key_arn: expect.stringContaining('aws_kms_key') },
    });
  });

  it('lets the topic and the four rules leave what they could not deliver in its queue', () => {
    const senders = statementsOf(stack.only('aws_sqs_queue').policy).map(({ Condition }) => JSON.stringify(Condition));
    expect(senders).toHaveLength(5);
    for (const rule of ['job-ended', 'job-late', 'crawler-failed', 'survey-refused']) {
      expect(senders).toContainEqual(
        expect.stringContaining(`arn:aws:events:ap-northeast-1:111122223333:rule/mall-dev-monitoring-${rule}`),
      );
    }
  });

  it('is watched past itself: by mail where somebody watches', () => {
    const mail = stack.all('aws_sns_topic_subscription').find(({ protocol }) => protocol === 'email');
    expect(mail?.endpoint).toBe('oncall@mall.example.com');
    expect(alarmOf(stack, 'mall-dev-monitoring-slack-notifier-errors').alarm_actions).toEqual([
      expect.stringContaining('WatchersPolicy'),
    ]);
  });

  it('is watched by the dashboard alone where nobody does', () => {
    const alone = monitoring({ watchers: { mode: 'none', reason: 'nobody is on call' } });
    expect(alarmOf(alone, 'mall-dev-monitoring-slack-notifier-errors').alarm_actions).toEqual([]);
    expect(alone.all('aws_sns_topic')).toHaveLength(1);
  });

  it('refuses to mail nobody', () => {
    expect(() => monitoring({ watchers: { mode: 'mail', address: 'oncall' } })).toThrow(
      "test/Monitoring/Topics: 'watchers.address' must be a mail address, got oncall",
    );
  });
});

describe('events of Glue', () => {
  it('are every end of a run, every late run and every failed crawl, of our jobs and our crawler', () => {
    const jobName = ['mall-dev-pipeline-extract', 'mall-dev-pipeline-quality'];
    expect(patterns).toEqual(
      expect.arrayContaining([
        {
          source: ['aws.glue'],
          'detail-type': ['Glue Job State Change'],
          detail: { jobName, state: ['FAILED', 'TIMEOUT', 'STOPPED', 'SUCCEEDED'] },
        },
        { source: ['aws.glue'], 'detail-type': ['Glue Job Run Status'], detail: { jobName } },
        {
          source: ['aws.glue'],
          'detail-type': ['Glue Crawler State Change'],
          detail: { crawlerName: ['mall-dev-pipeline-partitions'], state: ['Failed'] },
        },
      ]),
    );
    expect(patterns.filter(({ source }) => String(source) === 'aws.glue')).toHaveLength(3);
  });

  it.each([0, 2880])('refuse a limit of %i minutes', (limitMinutes) => {
    expect(() => monitoring({ jobs: [{ name: 'extract', limitMinutes }] })).toThrow(
      `test/Monitoring/GlueEvents: 'jobs.extract.limitMinutes' must be between 1 and 2879, got ${limitMinutes}`,
    );
  });
});

describe('the event of a refused survey', () => {
  it('is handed over whoever dropped the survey', () => {
    expect(patterns).toContainEqual({ source: ['mall.surveys'], 'detail-type': ['Survey Refused'] });
  });
});

describe('every event', () => {
  it('is offered to the topic for four hours, and kept if the topic does not take it', () => {
    const targets = stack.all('aws_cloudwatch_event_target');
    expect(targets).toHaveLength(patterns.length);
    for (const target of targets) {
      expect(target).toMatchObject({
        arn: expect.stringContaining('AlarmsPolicy'),
        retry_policy: { maximum_retry_attempts: 20, maximum_event_age_in_seconds: 14_400 },
        dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.\w+\.arn\}$/) },
      });
    }
  });
});

describe('the dashboard', () => {
  const body = json(stack.only('aws_cloudwatch_dashboard').dashboard_body);
  const widgets = body.widgets as { type: string; properties: Record<string, unknown> }[];
  const metrics = widgets.filter(({ type }) => type === 'metric');

  it('shows every alarm of the table, with its threshold as a line', () => {
    expect(metrics).toHaveLength(stack.all('aws_cloudwatch_metric_alarm').length);
    const cpu = metrics.find(({ properties }) => properties.title === 'CPU of the busiest web instance');
    expect(cpu?.properties).toMatchObject({
      metrics: [
        [
          'AWS/EC2',
          'CPUUtilization',
          'AutoScalingGroupName',
          'mall-dev-web-instances',
          { stat: 'Maximum', label: 'CPU of the busiest web instance' },
        ],
      ],
      annotations: { horizontal: [{ label: 'alarm from here', value: 75 }] },
    });
  });

  it('calculates an expression from metrics that it does not draw', () => {
    const share = metrics.find(({ properties }) => properties.title === 'Share of lines that are no click');
    expect(share?.properties.metrics).toEqual([
      [expect.objectContaining({ id: 'figure' })],
      expect.arrayContaining([expect.objectContaining({ id: 'bad', visible: false })]),
      expect.arrayContaining([expect.objectContaining({ id: 'good', visible: false })]),
    ]);
  });

  it('begins with the tiers', () => {
    expect(widgets[0]).toMatchObject({ type: 'alarm', properties: { title: 'Tiers' } });
    expect((widgets[0]?.properties.alarms as unknown[] | undefined)?.length).toBe(3);
  });
});

it('uses the documented defaults', () => {
  expect(props).not.toHaveProperty('latencySeconds');
  expect(alarmOf(stack, 'mall-dev-web-latency')).toMatchObject({
    threshold: 1,
    extended_statistic: 'p95',
    evaluate_low_sample_count_percentiles: 'ignore',
  });
});
