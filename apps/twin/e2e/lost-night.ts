import { control, runningTwin, untilIdle } from '../src/emulator';
import { refusalsOf, refusingNothing } from '../src/refusals';
import { aws } from './cli';
import { without } from './roles';
import type { TestTwin } from './twin';

const schedule = 'mall-dev-backup-schedule';
const taker = 'mall-dev-backup-take-snapshot';
const night = (day: string) => `mall-dev-backup-night-${day}`;

/** What becomes of a night that could not begin. To be called on a twin of dev that has kept the two nights of `describeNight`. */
export function describeLostNight(twin: TestTwin): void {
  describe('a night whose schedule may not call its function', () => {
    const running = () => runningTwin();
    const nights = () =>
      aws<{ DBSnapshots: { DBSnapshotIdentifier: string }[] }>(
        running(),
        ...['rds', 'describe-db-snapshots', '--snapshot-type', 'manual'],
      )
        .DBSnapshots.map(({ DBSnapshotIdentifier }) => DBSnapshotIdentifier)
        .sort();

    it('is left with the dead letters, by the schedule itself', async () => {
      await without(running(), schedule, 'TakeSnapshot', async () => {
        await control(running(), 'POST', 'clock?at=2024-07-06T17:00:00Z');
        await untilIdle(running());
      });
      expect(await refusalsOf(running())).toContainEqual(
        expect.objectContaining({
          principal: expect.stringMatching(`role/${schedule}$`) as string,
          action: 'lambda:InvokeFunction',
          resource: expect.stringMatching(`function:${taker}$`) as string,
        }),
      );
      const { stdout } = await twin.command('redrive', taker, '--look');
      expect(stdout).toContain('{"scheduledAt":"2024-07-06T17:00:00Z"}');
      expect(nights()).toEqual([night('20240705'), night('20240706')]);
    });

    it('is taken once it is redriven, and the oldest that is kept makes room for it', async () => {
      await refusingNothing(
        () => refusalsOf(running()),
        async () => {
          await twin.command('redrive', taker);
          await untilIdle(running());
        },
      );
      expect(nights()).toEqual([night('20240706'), night('20240707')]);
    });
  });
}
