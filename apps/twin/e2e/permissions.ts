import { control, runningTwin } from '../src/emulator';
import { aws } from './cli';
import { shopWith } from './inputs';
import { parse } from './refused-surveys';
import { without } from './roles';
import type { TestTwin } from './twin';

/** What `GET /_twin/permissions` answers, as far as it is asked here. */
interface Permissions {
  readonly mode: string;
  readonly refused: readonly { readonly principal: string }[];
  readonly undecided: readonly object[];
}

/** What the twin's status says of a stream: records taken in and what became of them, and objects written. */
type Counts = Readonly<Record<'records' | 'delivered' | 'failed' | 'waiting' | 'objects', number>>;

const dead = 'mall-dev-ingestion-rejected-click-stream';
const parser = 'mall-dev-ingestion-survey-parser';
const landing = 'mall-dev-landing-111122223333-ap-northeast-1';

/** What the roles of dev did by the end of the road, and what becomes of it when one may do less. */
export function describePermissions(twin: TestTwin): void {
  describe('permissions', () => {
    const running = () => runningTwin();
    const lines = (group: string) =>
      aws<{ events: { message: string }[] }>(
        running(),
        ...['logs', 'filter-log-events', '--log-group-name', `/aws/kinesisfirehose/${group}`],
      ).events.map(({ message }) => message);
    const put = (stream: string, line: string) => {
      const record = JSON.stringify({ Data: line });
      aws(running(), 'firehose', 'put-record', '--delivery-stream-name', stream, '--record', record);
    };
    const flush = () => control(running(), 'POST', 'firehose/flush');
    const stream = async (name: string): Promise<Counts> => {
      const { streams } = await control<{ streams: Record<string, Counts> }>(running(), 'GET', 'status');
      return streams[name] ?? { records: 0, delivered: 0, failed: 0, waiting: 0, objects: 0 };
    };

    it('are enforced, and refuse nothing that the road needs', async () => {
      const { mode, refused, undecided } = await control<Permissions>(running(), 'GET', 'permissions');
      // People are refused on purpose, by `night.ts`.
      const ofRoad = refused.filter(({ principal }) => !principal.includes(':user/'));
      expect({ mode, ofRoad, undecided }).toEqual({ mode: 'enforce', ofRoad: [], undecided: [] });
    });

    it('let the survey parser learn that an upload is gone', () => {
      expect(JSON.parse(parse(landing, 'surveys/survey-1999Q1.xlsx'))).toEqual([]);
    });

    it('let a stream say what it could not deliver, and nothing of the record', async () => {
      put('mall-dev-ingestion-click-stream', 'hanako@example.jp');
      await flush();
      const [said = ''] = lines('mall-dev-ingestion-click-stream');
      expect(said).toContain('errors/clicks/');
      expect(said).not.toContain('hanako');
    });

    it('keep what a stream may not write until it may', async () => {
      const before = await stream(dead);
      await without(running(), dead, 'WriteErrors', async () => {
        put(dead, 'no click');
        await flush();
        expect(await stream(dead)).toMatchObject({ waiting: 1 });
        expect(lines(dead).join('\n')).toContain(`${dead}/twin is not authorized to perform: s3:PutObject on resource`);
      });
      await flush();
      expect(await stream(dead)).toEqual({
        ...before,
        records: before.records + 1,
        delivered: before.delivered + 1,
        objects: before.objects + 1,
      });
    });

    it('fail a function with a sentence that names role, action and resource', async () => {
      const object = `${landing}/surveys/survey-2024Q1.xlsx`;
      await without(running(), parser, 'ReadLanding', () => {
        expect(parse(landing, 'surveys/survey-2024Q1.xlsx')).toContain(
          `assumed-role/${parser}/${parser} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::${object}`,
        );
      });
    });

    it('fail a run with a sentence that names role, action and resource', async () => {
      await without(running(), 'mall-dev-pipeline-extract', 'PlugIn', async () => {
        const { exitCode, stderr } = await twin.command('run', '--once', '--data', shopWith(0));
        expect(exitCode).toBe(1);
        expect(stderr).toMatch(
          /assumed-role\/mall-dev-pipeline-extract\/\w+ is not authorized to perform: ec2:CreateNetworkInterface on resource: arn:aws:ec2:\S+:subnet\//,
        );
      });
    });
  });
}
