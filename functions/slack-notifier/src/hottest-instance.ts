import { type AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';

export interface HottestInstanceProps {
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
  readonly autoScaling: Pick<AutoScalingClient, 'send'>;
}

/** Metric of a group's instances and the minutes that the alarm looked at. */
export interface GroupMetric {
  readonly group: string;
  readonly namespace: string;
  readonly name: string;
  readonly periodSeconds: number;
  readonly from: Date;
  readonly to: Date;
}

/** An instance and its highest figure. */
export interface InstanceFigure {
  readonly id: string;
  readonly value: number;
}

/** The instance of an Auto Scaling group with the highest figure; none when the group or its figures are gone. */
export async function hottestInstance(
  metric: GroupMetric,
  { cloudwatch, autoScaling }: HottestInstanceProps,
): Promise<InstanceFigure | undefined> {
  const { AutoScalingGroups } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [metric.group] }),
  );
  const ids = (AutoScalingGroups?.[0]?.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
  if (ids.length === 0) return undefined;
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: metric.from,
      EndTime: metric.to,
      MetricDataQueries: ids.map((id, at) => ({
        Id: `i${at}`,
        MetricStat: {
          Metric: {
            Namespace: metric.namespace,
            MetricName: metric.name,
            Dimensions: [{ Name: 'InstanceId', Value: id }],
          },
          Period: metric.periodSeconds,
          Stat: 'Maximum',
        },
      })),
    }),
  );
  const figures = ids.flatMap((id, at) => {
    const values = MetricDataResults?.find(({ Id }) => Id === `i${at}`)?.Values ?? [];
    return values.length === 0 ? [] : [{ id, value: Math.max(...values) }];
  });
  return figures.sort((a, b) => b.value - a.value)[0];
}
