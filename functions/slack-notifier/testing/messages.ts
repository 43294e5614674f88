/** An alarm as CloudWatch tells a topic of it, with what matters to a test changed. */
export function alarmMessage(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    AlarmName: 'mall-dev-web-cpu',
    AlarmDescription:
      'CPU of the busiest web instance\nRequests wait when it stays here.\nUnit: Percent\nRunbook: https://runbooks/cpu.md',
    AWSAccountId: '111122223333',
    NewStateValue: 'ALARM',
    NewStateReason:
      'Threshold Crossed: 3 out of the last 5 datapoints [76.0 (30/06/24 15:04:00), 80.5 (30/06/24 15:03:00), 75.0 (30/06/24 15:02:00)] were greater than or equal to the threshold (75.0) (minimum 3 datapoints for OK -> ALARM transition).',
    StateChangeTime: '2024-06-30T15:05:10.123+0000',
    Region: 'Asia Pacific (Tokyo)',
    AlarmArn: 'arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:mall-dev-web-cpu',
    OldStateValue: 'OK',
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/EC2',
      StatisticType: 'Statistic',
      Statistic: 'MAXIMUM',
      Unit: null,
      Dimensions: [{ value: 'mall-dev-web', name: 'AutoScalingGroupName' }],
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 75.0,
      TreatMissingData: 'missing',
    },
    ...changes,
  });
}

/** A composite alarm as CloudWatch tells a topic of it. */
export function compositeMessage(changes: Record<string, unknown> = {}): string {
  const arn = 'arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:mall-dev-web-target-errors';
  return alarmMessage({
    AlarmName: 'mall-dev-web-trouble',
    AlarmDescription: 'web is in trouble\nVisitors notice.\nRunbook: https://runbooks/tier-in-trouble.md',
    AlarmArn: 'arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:mall-dev-web-trouble',
    NewStateReason: `${arn} transitioned to ALARM at Sunday 30 June, 2024 15:05:10 UTC`,
    Trigger: undefined,
    AlarmRule: 'ALARM("mall-dev-web-target-errors") OR ALARM("mall-dev-web-latency")',
    TriggeringChildren: [{ Arn: arn, State: { Value: 'ALARM', Timestamp: '2024-06-30T15:05:10.123+0000' } }],
    ...changes,
  });
}

/** A refusal as the survey parser tells of it, by way of EventBridge, with what matters to a test changed. */
export function surveyRefused(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: '0',
    id: 'event-1',
    'detail-type': 'Survey Refused',
    source: 'mall.surveys',
    account: '111122223333',
    time: '2024-06-30T18:40:07Z',
    region: 'ap-northeast-1',
    resources: [],
    detail: {
      file: 'survey-2024Q1.xlsx',
      reason: 'survey-2024Q1.xlsx: the file is no Excel workbook; export the survey as .xlsx',
      uploaded_at: '2024-06-30T18:40:00Z',
      ...changes,
    },
  });
}

/** An event of Glue as EventBridge hands it on. */
export function glueEvent(kind: string, detail: Record<string, unknown>): string {
  return JSON.stringify({
    version: '0',
    id: 'event-1',
    'detail-type': kind,
    source: 'aws.glue',
    account: '111122223333',
    time: '2024-06-30T18:40:00Z',
    region: 'ap-northeast-1',
    resources: [],
    detail,
  });
}
