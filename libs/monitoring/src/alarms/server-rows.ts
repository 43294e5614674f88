import { type EnvironmentSettings, nameOf } from '@mall/foundation';
import type { ServerOutputs } from '@mall/server';
import { type AlarmRow, metric, type MetricFigure } from './alarm-row';

/** A tier of servers as alarms see it. */
export type WatchedServer = Pick<
  ServerOutputs,
  'role' | 'autoScalingGroupName' | 'loadBalancerArnSuffix' | 'targetGroupArnSuffix'
>;

/** Figures in which environments may differ. */
export interface ServerThresholds {
  /** Seconds within which 95 of 100 requests shall be answered. */
  readonly latencySeconds: number;
}

/** CPU from which the customer wants to know, in percent; 75 itself included. */
const CPU_PERCENT = 75;

/** Rows of a tier of servers: its CPU, and the signs that visitors notice. */
export function serverRows(
  environment: EnvironmentSettings,
  server: WatchedServer,
  zoneNames: readonly string[],
  { latencySeconds }: ServerThresholds,
): readonly AlarmRow[] {
  const { role, autoScalingGroupName: AutoScalingGroupName } = server;
  const LoadBalancer = server.loadBalancerArnSuffix;
  const target = { LoadBalancer, TargetGroup: server.targetGroupArnSuffix };
  const elb = (name: string, statistic: MetricFigure['statistic'], dimensions: Readonly<Record<string, string>>) =>
    metric('AWS/ApplicationELB', name, statistic, dimensions);
  const name = (what: string) => nameOf(environment, role, what);
  const minutes = { periodSeconds: 60, periods: 5, datapoints: 3 } as const;
  return [
    {
      id: 'Cpu',
      name: name('cpu'),
      what: `CPU of the busiest ${role} instance`,
      why: 'The maximum, since one busy instance hides in the average of many; three minutes of five, so that the start of an instance is no alarm; scaling holds the average below it, so that load beyond scaling is what raises it.',
      figure: metric('AWS/EC2', 'CPUUtilization', 'Maximum', { AutoScalingGroupName }),
      unit: 'Percent',
      ...minutes,
      beyond: 'atLeast',
      threshold: CPU_PERCENT,
      // A group without an instance is told by its unhealthy hosts.
      missing: 'missing',
      runbook: 'cpu',
      tells: 'topic',
    },
    {
      id: 'LoadBalancerErrors',
      name: name('load-balancer-errors'),
      what: `5xx that the ${role} load balancer made itself`,
      why: 'No target was there or none answered in time; counted, because a request that found no target is in no count of requests.',
      figure: elb('HTTPCode_ELB_5XX_Count', 'Sum', { LoadBalancer }),
      unit: 'Count',
      ...minutes,
      beyond: 'atLeast',
      threshold: 5,
      // The metric exists in minutes with an error only.
      missing: 'notBreaching',
      runbook: 'load-balancer-errors',
      tells: 'nobody',
    },
    {
      id: 'TargetErrors',
      name: name('target-errors'),
      what: `Share of ${role} requests that the application answered with 5xx`,
      why: 'One of a hundred is more than chance; fewer than five errors a minute are not looked at, since at night one error is a large share.',
      figure: {
        kind: 'expression',
        expression: 'IF(FILL(errors, 0) >= 5, 100 * errors / requests, 0)',
        metrics: {
          errors: elb('HTTPCode_Target_5XX_Count', 'Sum', target),
          requests: elb('RequestCount', 'Sum', target),
        },
      },
      unit: 'Percent',
      ...minutes,
      beyond: 'atLeast',
      threshold: 1,
      missing: 'notBreaching',
      runbook: 'target-errors',
      tells: 'nobody',
    },
    {
      id: 'UnhealthyHosts',
      name: name('unhealthy-hosts'),
      what: `Unhealthy ${role} instances`,
      why: 'The load balancer sends them nothing; three minutes in a row, as a restart takes one or two.',
      figure: elb('UnHealthyHostCount', 'Maximum', target),
      unit: 'Count',
      periodSeconds: 60,
      periods: 3,
      datapoints: 3,
      beyond: 'atLeast',
      threshold: 1,
      // Reported as long as a target is registered: silence is a tier without an instance.
      missing: 'breaching',
      runbook: 'unhealthy-hosts',
      tells: 'nobody',
    },
    {
      id: 'Latency',
      name: name('latency'),
      what: `Time in which 95 of 100 ${role} requests are answered`,
      why: 'What visitors feel; the average would hide the slow ones, and the maximum is one request.',
      figure: elb('TargetResponseTime', 'p95', target),
      unit: 'Seconds',
      ...minutes,
      beyond: 'atLeast',
      threshold: latencySeconds,
      missing: 'notBreaching',
      runbook: 'latency',
      tells: 'nobody',
    },
    spreadRow(name('zone-spread'), role, LoadBalancer, zoneNames),
  ];
}

/** Requests of the zone that gets the fewest, against an even spread. */
function spreadRow(name: string, role: string, LoadBalancer: string, zoneNames: readonly string[]): AlarmRow {
  const ids = zoneNames.map((_, at) => `zone${at + 1}`);
  const counts = ids.map((id) => `FILL(${id}, 0)`).join(', ');
  return {
    id: 'ZoneSpread',
    name,
    what: `Share of ${role} requests in the zone that gets the fewest`,
    why: 'Far from even means that clients hold on to one zone, whose loss would then be felt by nearly all; below a hundred requests in five minutes chance decides.',
    figure: {
      kind: 'expression',
      expression: `IF(SUM([${counts}]) >= 100, 100 * MIN([${counts}]) / SUM([${counts}]), ${100 / ids.length})`,
      metrics: Object.fromEntries(
        zoneNames.map((AvailabilityZone, at) => [
          `zone${at + 1}`,
          metric('AWS/ApplicationELB', 'RequestCount', 'Sum', { LoadBalancer, AvailabilityZone }),
        ]),
      ),
    },
    unit: 'Percent',
    periodSeconds: 300,
    periods: 3,
    datapoints: 3,
    beyond: 'atMost',
    threshold: 40 / ids.length,
    missing: 'notBreaching',
    runbook: 'zone-spread',
    tells: 'topic',
  };
}
