import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { alarmMessage, compositeMessage, glueEvent, surveyRefused } from '../testing/messages';
import { notifier } from '../testing/notifier';
import { playSlack, type SlackServer } from '../testing/slack-server';

let slack: SlackServer;
let aws: ReturnType<typeof notifier>;
beforeAll(async () => {
  slack = await playSlack();
});
afterAll(() => slack.stop());
beforeEach(() => {
  slack.answer();
  aws = notifier(slack.webhook);
});

/** Every text of every message, in reading order. */
const texts = () =>
  slack.received.flatMap(({ blocks }) =>
    [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text),
  );

describe('an alarm', () => {
  it('is told with what, where, value, threshold, since when and the runbook', async () => {
    await aws.notify(alarmMessage());
    expect(texts()).toEqual([
      ':red_circle: [dev] CPU of the busiest web instance',
      '*What*\\nCPU of the busiest web instance',
      '*Where*\\nAutoScalingGroupName mall-dev-web',
      '*Value*\\n76 %',
      '*Threshold*\\n≥ 75 %',
      '*Since*\\n2024-07-01 00:05:10 JST',
      'Requests wait when it stays here.',
      ':book: <https://runbooks/cpu.md|Runbook>',
    ]);
  });

  it('of a group names the instance that is hottest', async () => {
    aws.autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({
      AutoScalingGroups: [{ Instances: [{ InstanceId: 'i-a' }, { InstanceId: 'i-c' }] }] as never,
    });
    aws.cloudwatch.on(GetMetricDataCommand).resolves({
      MetricDataResults: [
        { Id: 'i0', Values: [12, 20] },
        { Id: 'i1', Values: [76, 80.5] },
      ],
    });
    await aws.notify(alarmMessage());
    expect(texts()).toContain('*Where*\\ninstance i-c (80.5 %) of mall-dev-web');
    expect(aws.cloudwatch.commandCalls(GetMetricDataCommand)[0]?.args[0].input.StartTime).toEqual(
      new Date('2024-06-30T14:59:10.123Z'),
    );
  });

  it('is told without the instance when that cannot be asked for', async () => {
    aws.autoScaling.on(DescribeAutoScalingGroupsCommand).rejects(new Error('throttled'));
    await aws.notify(alarmMessage());
    expect(texts()).toContain('*Where*\\nAutoScalingGroupName mall-dev-web');
    expect(aws.missed).toEqual(['the instance']);
  });

  it('is posted once, however often it is delivered; its next time is news again', async () => {
    expect(await aws.notify(alarmMessage())).toMatchObject({ outcome: 'posted' });
    expect(await aws.notify(alarmMessage())).toMatchObject({ outcome: 'posted before' });
    expect(slack.received).toHaveLength(1);
    await aws.notify(alarmMessage({ StateChangeTime: '2024-06-30T16:00:00.000+0000' }));
    expect(slack.received).toHaveLength(2);
  });

  it.each(['OK', 'INSUFFICIENT_DATA'])('that is %s is no news', async (NewStateValue) => {
    expect(await aws.notify(alarmMessage({ NewStateValue }))).toEqual({ outcome: 'no news' });
    expect(slack.received).toEqual([]);
  });

  it('without figures says so', async () => {
    const NewStateReason =
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].';
    await aws.notify(alarmMessage({ NewStateReason }));
    expect(texts()).toContain('*Value*\\nno data');
  });

  it('cannot mention anybody', async () => {
    await aws.notify(alarmMessage({ AlarmDescription: '<!channel> & co' }));
    expect(texts()).toContain('*What*\\n&lt;!channel&gt; &amp; co');
  });

  it('over several metrics names the resources of all', async () => {
    const metric = (value: string) => ({ MetricStat: { Metric: { Dimensions: [{ name: 'LoadBalancer', value }] } } });
    await aws.notify(alarmMessage({ Trigger: { Metrics: [{}, metric('a'), metric('b')], Threshold: 5 } }));
    expect(texts()).toContain('*Where*\\nLoadBalancer a, LoadBalancer b');
  });
});

describe('a composite alarm', () => {
  it('tells of each alarm below it that is up', async () => {
    aws.cloudwatch.on(DescribeAlarmsCommand, { AlarmNames: ['mall-dev-web-target-errors'] }).resolves({
      MetricAlarms: [
        {
          AlarmName: 'mall-dev-web-target-errors',
          AlarmDescription: 'Errors of web\nVisitors see them.\nUnit: Percent',
          StateValue: 'ALARM',
          StateReason: 'Threshold Crossed: 1 datapoint [7.25 (30/06/24 15:04:00)] was greater than …',
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          Dimensions: [{ Name: 'TargetGroup', Value: 'tg/web' }],
        },
        { AlarmName: 'quiet', StateValue: 'OK' },
      ],
    });
    await aws.notify(compositeMessage());
    expect(texts()).toEqual([
      ':red_circle: [dev] web is in trouble',
      '*What*\\nErrors of web',
      '*Where*\\nTargetGroup tg/web',
      '*Value*\\n7.25 %',
      '*Threshold*\\n≥ 1 %',
      '*Since*\\n2024-07-01 00:05:10 JST',
      'Visitors notice.',
      ':book: <https://runbooks/tier-in-trouble.md|Runbook>',
    ]);
  });

  it('asks for all that its rule names when it says not which', async () => {
    aws.cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
    await aws.notify(compositeMessage({ TriggeringChildren: undefined }));
    expect(aws.cloudwatch.commandCalls(DescribeAlarmsCommand)[0]?.args[0].input.AlarmNames).toEqual([
      'mall-dev-web-target-errors',
      'mall-dev-web-latency',
    ]);
    expect(slack.received).toHaveLength(1);
  });
});

describe('a Glue job', () => {
  const ended = (state: string, jobRunId = 'jr_1') =>
    aws.notify(glueEvent('Glue Job State Change', { jobName: 'extract', state, jobRunId, message: 'row 7: Sato' }));
  const delayed = () =>
    aws.notify(
      glueEvent('Glue Job Run Status', {
        jobName: 'extract',
        jobRunId: 'jr_1',
        state: 'RUNNING',
        notificationCondition: { NotifyDelayAfter: 30 },
      }),
    );

  it.each(['FAILED', 'TIMEOUT', 'STOPPED'])('that ended %s is one message', async (state) => {
    await ended(state);
    await ended(state);
    expect(slack.received).toHaveLength(1);
    expect(texts()).toContain('*Where*\\nextract, run jr_1');
  });

  it("keeps Glue's own words, which may hold values of rows, out of Slack", async () => {
    await ended('FAILED');
    expect(JSON.stringify(slack.received)).not.toContain('Sato');
  });

  it('that succeeded within its limit, to the second, is none', async () => {
    aws.runTook(30 * 60);
    expect(await ended('SUCCEEDED')).toEqual({ outcome: 'no news' });
    expect(slack.received).toEqual([]);
  });

  it('that succeeded beyond its limit is one, with its time and what Glue bills', async () => {
    aws.runTook(45 * 60);
    await ended('SUCCEEDED');
    expect(texts()).toContain('*Value*\\n45 min (1.50 DPU-hours)');
    expect(texts()).toContain('*Threshold*\\n≤ 30 min');
    expect(slack.received).toHaveLength(1);
  });

  it('that was announced to be late and succeeded late is one', async () => {
    aws.runTook(45 * 60);
    await delayed();
    await ended('SUCCEEDED');
    expect(slack.received).toHaveLength(1);
  });

  it('that was announced to be late and then failed is told again: late was the lesser news', async () => {
    await delayed();
    await ended('TIMEOUT');
    expect(slack.received).toHaveLength(2);
  });

  it('without a limit is a mistake of ours', async () => {
    const event = glueEvent('Glue Job State Change', { jobName: 'other', state: 'SUCCEEDED', jobRunId: 'jr_1' });
    await expect(aws.notify(event)).rejects.toThrow("job 'other' has no limit; add it to JOB_LIMITS");
  });
});

describe('a crawler', () => {
  const crawled = (state: string) =>
    aws.notify(glueEvent('Glue Crawler State Change', { crawlerName: 'partitions', state }));

  it('that failed is one message', async () => {
    await crawled('Failed');
    await crawled('Failed');
    expect(slack.received).toHaveLength(1);
    expect(texts()).toContain(':book: <https://runbooks/crawler-failed.md|Runbook>');
  });

  it('that succeeded is none', async () => {
    expect(await crawled('Succeeded')).toEqual({ outcome: 'no news' });
  });
});

describe('a survey that was refused', () => {
  it('is told with the file, why, since when, what to do and the runbook, as a warning', async () => {
    await aws.notify(surveyRefused());
    expect(texts()).toEqual([
      ':large_yellow_circle: [dev] Survey survey-2024Q1.xlsx was refused',
      '*What*\\nsurvey-2024Q1.xlsx: the file is no Excel workbook; export the survey as .xlsx',
      '*Where*\\nsurvey-2024Q1.xlsx',
      '*Since*\\n2024-07-01 03:40:00 JST',
      'Nothing of it was taken in, and an earlier survey of its quarter stays: mend the file and drop it again.',
      ':book: <https://runbooks/survey-refused.md|Runbook>',
    ]);
  });

  it('is one message however often it is told of; the next upload of the file is news again', async () => {
    expect(await aws.notify(surveyRefused())).toMatchObject({ outcome: 'posted' });
    expect(await aws.notify(surveyRefused())).toMatchObject({ outcome: 'posted before' });
    expect(slack.received).toHaveLength(1);
    await aws.notify(surveyRefused({ uploaded_at: '2024-06-30T19:00:00Z' }));
    await aws.notify(surveyRefused({ file: 'survey-2024Q2.xlsx' }));
    expect(slack.received).toHaveLength(3);
  });

  it('cannot mention anybody', async () => {
    await aws.notify(surveyRefused({ file: 'survey-<!here>' }));
    expect(texts()).toContain('*Where*\\nsurvey-&lt;!here&gt;');
  });
});

describe('what is not known', () => {
  it.each([
    'hello',
    '{}',
    '{"detail-type":"Test"}',
    surveyRefused({ reason: undefined }),
    surveyRefused({ uploaded_at: 'yesterday' }),
    surveyRefused().replace('mall.surveys', 'mall.shop'),
  ])('fails without being repeated: %s', async (text) => {
    await expect(aws.notify(text)).rejects.toThrow(`a message of ${text.length} characters is no alarm`);
    expect(slack.received).toEqual([]);
  });
});
