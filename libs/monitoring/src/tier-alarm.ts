import { CloudwatchCompositeAlarm } from '@cdktf/provider-aws/lib/cloudwatch-composite-alarm';
import { requireCount } from '@mall/foundation';
import { Construct } from 'constructs';
import { type AlarmOutputs, describe } from './alarms/alarm';

export interface TierAlarmProps {
  /** Physical name. */
  readonly name: string;
  /** The tier: `web`. */
  readonly tier: string;
  /** Names of the alarms any of which means trouble. */
  readonly alarmNames: readonly string[];
  readonly topicArn: string;
  /** Composite alarm of the tier behind: while that one is in trouble, this one keeps quiet. @default none is behind */
  readonly behind?: AlarmOutputs;
  readonly runbookUrl: string;
}

/** Seconds for which a tier waits whether the one behind it is in trouble too, and for which it may recover after that one. */
const WAIT_SECONDS = 120;
const RECOVERY_SECONDS = 180;

/** One message for a tier in trouble, however many of its alarms are up, and none while the tier behind it is the reason. */
export class TierAlarm extends Construct {
  public readonly outputs: AlarmOutputs;

  constructor(scope: Construct, id: string, props: TierAlarmProps) {
    super(scope, id);
    requireCount(this, 'alarmNames', props.alarmNames, 1);
    const { tier, behind } = props;
    const alarm = new CloudwatchCompositeAlarm(this, 'Alarm', {
      alarmName: props.name,
      alarmDescription: describe(
        {
          what: `${tier} is in trouble`,
          why: 'One message for all its alarms; none while the tier behind it is in trouble, and this one if it stays.',
          runbook: 'tier-in-trouble',
        },
        props.runbookUrl,
      ),
      alarmRule: props.alarmNames.map((name) => `ALARM("${name}")`).join(' OR '),
      alarmActions: [props.topicArn],
      ...(behind === undefined
        ? {}
        : {
            actionsSuppressor: { alarm: behind.name, waitPeriod: WAIT_SECONDS, extensionPeriod: RECOVERY_SECONDS },
          }),
    });
    this.outputs = { arn: alarm.arn, name: alarm.alarmName };
  }
}
