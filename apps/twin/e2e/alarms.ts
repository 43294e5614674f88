import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { clientSettings } from '../src/clients';
import { runningTwin, untilIdle } from '../src/emulator';
import { refusalsOf, refusingNothing } from '../src/refusals';
import type { TestSlack } from './slack';

/** What people hear of alarms on the stacks of dev as they stand together; `alarms.test.ts` has their figures. */
export function describeAlarms(slack: TestSlack): void {
  describe('an alarm', () => {
    /** Raises an alarm of dev as an operator does to try it; answers what Slack is told of it. */
    const raise = async (name: string): Promise<readonly string[]> => {
      const before = slack.told.length;
      const cloudwatch = new CloudWatchClient(clientSettings(runningTwin()));
      const tried = { AlarmName: `mall-dev-${name}`, StateValue: 'ALARM', StateReason: 'tried' } as const;
      await refusingNothing(
        () => refusalsOf(runningTwin()),
        async () => {
          await cloudwatch.send(new SetAlarmStateCommand(tried));
          await untilIdle(runningTwin());
        },
      );
      return slack.told.slice(before);
    };

    it('of instances is one message, after the instances were looked at', async () => {
      const told = await raise('web-cpu');
      expect(told).toHaveLength(1);
      expect(told[0]).toContain('CPU of the busiest web instance');
    });

    it('of a tier is one message that names the alarm below it', async () => {
      const told = await raise('web-unhealthy-hosts');
      expect(told).toHaveLength(1);
      expect(told[0]).toContain('web is in trouble');
      expect(told[0]).toContain('Unhealthy web instances');
    });
  });
}
