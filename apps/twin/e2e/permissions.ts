import { control, runningTwin } from '../src/emulator';

/** What `GET /_twin/permissions` answers, as far as it is asked here. */
interface Permissions {
  readonly mode: string;
  readonly refused: readonly object[];
  readonly undecided: readonly object[];
  /** Names of statements by role: `grants/WriteLog`. */
  readonly never_used: Readonly<Record<string, readonly string[]>>;
}

/** Needed only when something fails for good. */
const failuresOnly = ['SendDeadLetters'];

/** Statements of the road's roles that a run on the twin may leave unused, and AWS needs. */
const SPARE: Readonly<Record<string, readonly string[]>> = {
  'analytics-analysis-runner': [...failuresOnly, 'ListToReadResults'],
  // Firehose finds its bucket, and logs what it cannot deliver.
  'ingestion-click-stream': ['WriteLog', 'FindBucket'],
  'ingestion-rejected-click-stream': ['WriteLog', 'FindBucket'],
  // A run without refused workbooks copies none.
  'ingestion-survey-parser': [...failuresOnly, 'ListToReadLanding', 'WriteLanding'],
  'pipeline-curate': ['ListToReadArtifacts'],
  // Glue plugs the job into the network.
  'pipeline-extract': ['ListToReadArtifacts', 'DescribeNetwork', 'PlugIn', 'Unplug', 'MarkInterface'],
  // The crawler opens files; the twin's takes a partition by its path.
  'pipeline-partitions': ['ReadCurated', 'DecryptCurated'],
  'pipeline-quality': ['ListToReadArtifacts'],
};

/** What the roles of dev did by the end of the road. */
export function describePermissions(): void {
  describe('permissions', () => {
    const told = () => control<Permissions>(runningTwin(), 'GET', 'permissions');

    it('are enforced, and refuse nothing that the road needs', async () => {
      const { mode, refused, undecided } = await told();
      expect({ mode, refused, undecided }).toEqual({ mode: 'enforce', refused: [], undecided: [] });
    });

    it.each(Object.entries(SPARE))('of %s are all used but what is said here', async (role, spare) => {
      const unused = (await told()).never_used[`mall-dev-${role}`] ?? [];
      expect(unused.map((name) => name.replace('grants/', '')).filter((name) => !spare.includes(name))).toEqual([]);
    });
  });
}
