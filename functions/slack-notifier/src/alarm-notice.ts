import { DescribeAlarmsCommand, type MetricAlarm as AlarmState } from '@aws-sdk/client-cloudwatch';
import { inUnit, lastFigure, newestFigure, readDescription, thresholdOf } from './figures';
import { hottestInstance, type HottestInstanceProps } from './hottest-instance';
import type { CompositeAlarm, MetricAlarm } from './message';
import type { Finding, Notice } from './notice';

/** Asks AWS for what the alarm does not say; `missed` hears why something could not be had. */
export interface AlarmNoticeProps extends HottestInstanceProps {
  readonly missed: (what: string, error: Error) => void;
}

/** The notice of a metric alarm; where the metric is of an Auto Scaling group, it names the instance. */
export async function metricAlarmNotice(alarm: MetricAlarm, props: AlarmNoticeProps): Promise<Notice> {
  const { Trigger: trigger, NewStateReason: reason } = alarm;
  const { what, unit } = readDescription(alarm.AlarmDescription, alarm.AlarmName);
  const figure = newestFigure(reason);
  const threshold = thresholdOf(trigger.ComparisonOperator, trigger.Threshold, unit);
  const value = figure === undefined ? 'no data' : inUnit(figure, unit);
  const where = await placeOf(alarm, unit, props);
  return noticeOf(alarm, [{ what, where, value, threshold }]);
}

/** The notice of a composite alarm: one finding for each alarm below it that is up. */
export async function compositeAlarmNotice(alarm: CompositeAlarm, props: AlarmNoticeProps): Promise<Notice> {
  const states = await quietly('the alarms below', props, async () => {
    const { MetricAlarms } = await props.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: childrenOf(alarm) }));
    return MetricAlarms;
  });
  const up = (states ?? []).filter(({ StateValue }) => StateValue === 'ALARM').map(findingOf);
  const unknown = { what: alarm.NewStateReason, where: alarm.AlarmName, value: '', threshold: '' };
  return noticeOf(alarm, up.length === 0 ? [unknown] : up);
}

function noticeOf(alarm: MetricAlarm | CompositeAlarm, findings: readonly Finding[]): Notice {
  const { what, why, runbook } = readDescription(alarm.AlarmDescription, alarm.AlarmName);
  return {
    id: `alarm/${alarm.AlarmArn}/${alarm.StateChangeTime}`,
    level: 'alarm',
    title: what,
    why,
    findings,
    since: new Date(alarm.StateChangeTime),
    runbook,
  };
}

async function placeOf(alarm: MetricAlarm, unit: string, props: AlarmNoticeProps): Promise<string> {
  const { Trigger: trigger } = alarm;
  const dimensions = [
    ...(trigger.Dimensions ?? []),
    ...(trigger.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? []),
  ];
  const named = [...new Set(dimensions.map(({ name, value }) => `${name} ${value}`))].join(', ') || alarm.AlarmName;
  const group = dimensions.find(({ name }) => name === 'AutoScalingGroupName')?.value;
  const {
    Namespace: namespace,
    MetricName: name,
    Period: periodSeconds = 60,
    EvaluationPeriods: periods = 1,
  } = trigger;
  if (group === undefined || namespace === undefined || name === undefined) return named;
  // A period more on both sides: figures carry the moment their period began, and the alarm looks a little later.
  const after = (count: number) => new Date(Date.parse(alarm.StateChangeTime) + count * periodSeconds * 1000);
  const [from, to] = [after(-periods - 1), after(1)];
  const hottest = await quietly('the instance', props, () =>
    hottestInstance({ group, namespace, name, periodSeconds, from, to }, props),
  );
  return hottest === undefined ? named : `instance ${hottest.id} (${inUnit(hottest.value, unit)}) of ${group}`;
}

function childrenOf(alarm: CompositeAlarm): string[] {
  const named = (alarm.TriggeringChildren ?? []).map(({ Arn }) => Arn.slice(Arn.indexOf(':alarm:') + ':alarm:'.length));
  // The rule names all of them, with quotes or without.
  return named.length > 0
    ? named
    : [...alarm.AlarmRule.matchAll(/ALARM\("?([^")]+)"?\)/g)].map(([, name = '']) => name);
}

function findingOf(state: AlarmState): Finding {
  const { what, unit } = readDescription(state.AlarmDescription, state.AlarmName ?? '');
  const figure = newestFigure(state.StateReason ?? '') ?? lastFigure(state.StateReasonData);
  return {
    what,
    where: (state.Dimensions ?? []).map(({ Name, Value }) => `${Name} ${Value}`).join(', ') || (state.AlarmName ?? ''),
    value: figure === undefined ? 'no data' : inUnit(figure, unit),
    threshold: thresholdOf(state.ComparisonOperator, state.Threshold, unit),
  };
}

/** News without an instance is better than no news. */
async function quietly<Value>(
  what: string,
  props: AlarmNoticeProps,
  ask: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    props.missed(what, error as Error);
    return undefined;
  }
}
