import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { type EnvironmentSettings, nameOf, requireCount } from '@mall/foundation';
import { Construct } from 'constructs';
import type { AlarmRow, MetricFigure } from './alarms/alarm-row';
import type { Section } from './sections';

export interface DashboardProps {
  readonly environment: EnvironmentSettings;
  readonly sections: readonly Section[];
  /** Alarms of which one is enough to look at for each tier. */
  readonly tierAlarmArns: readonly string[];
}

export interface DashboardOutputs {
  readonly name: string;
}

/** The dashboard's grid is 24 wide; four widgets stand side by side. */
const WIDTH = 6;
const HEIGHT = 6;

/** What alarms watch, drawn from the same table: a widget a row, with its threshold as a line. */
export class Dashboard extends Construct {
  public readonly outputs: DashboardOutputs;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { environment, sections, tierAlarmArns } = props;
    requireCount(this, 'sections', sections, 1);
    const dashboard = new CloudwatchDashboard(this, 'Dashboard', {
      dashboardName: nameOf(environment, 'monitoring', 'overview'),
      dashboardBody: JSON.stringify({
        start: '-PT3H',
        widgets: [
          { type: 'alarm', width: 24, height: 3, properties: { title: 'Tiers', alarms: tierAlarmArns } },
          ...sections.flatMap(({ title, rows }) => [
            { type: 'text', width: 24, height: 1, properties: { markdown: `## ${title}` } },
            ...rows.map((row) => widget(row, environment.region)),
          ]),
        ],
      }),
    });
    this.outputs = { name: dashboard.dashboardName };
  }
}

/** CloudWatch places widgets without coordinates one after the other. */
function widget(row: AlarmRow, region: string) {
  return {
    type: 'metric',
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title: row.what,
      region,
      view: 'timeSeries',
      period: row.periodSeconds,
      metrics: lines(row),
      annotations: {
        horizontal: [
          { label: row.beyond === 'atLeast' ? 'alarm from here' : 'alarm up to here', value: row.threshold },
        ],
      },
    },
  };
}

function lines({ figure, what }: AlarmRow): readonly unknown[] {
  if (figure.kind === 'metric') return [line(figure, { label: what })];
  return [
    [{ expression: figure.expression, id: 'figure', label: what }],
    ...Object.entries(figure.metrics).map(([id, one]) => line(one, { id, visible: false })),
  ];
}

function line({ namespace, name, dimensions, statistic: stat }: MetricFigure, more: object): readonly unknown[] {
  return [namespace, name, ...Object.entries(dimensions).flat(), { stat, ...more }];
}
