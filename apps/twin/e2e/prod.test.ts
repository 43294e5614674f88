import { describeLock } from './lock';
import { describeNetwork, httpsOut } from './network';
import { TestTwin } from './twin';

// No job runs here.
process.env.TWIN_GLUE_SPARES = '0';
const twin = new TestTwin();

beforeAll(async () => {
  const { exitCode, stderr } = await twin.command('up', '--environment', 'prod');
  if (exitCode !== 0) throw new Error(stderr);
});

afterAll(async () => {
  await twin.command('down');
});

describe('the stacks of prod', () => {
  it('plan nothing more once they are applied', async () => {
    const { exitCode, stderr } = await twin.command('plan');
    expect(exitCode === 0 ? '' : stderr).toBe('');
  });

  it('are all kept for a comeback', () => {
    expect(twin.read('logs', 'emulator.log').toString()).not.toContain('nothing was saved');
  });

  describeNetwork(twin, {
    environment: 'prod',
    waysOutLostWith: [],
    databaseLostWith: [],
    drawnIn: 'docs/network.svg',
    morePairs: { ...httpsOut('replication'), 'replication → db': '3306' },
  });

  describeLock();

  it('are not destroyed: the database and the buckets protect themselves', async () => {
    const { exitCode, stderr } = await twin.command('destroy');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/deletion protection|prevent_destroy|Instance cannot be destroyed/i);
  });

  it('are not torn down by a name that is not theirs', async () => {
    const { exitCode, stderr } = await twin.command('destroy', '--teardown', 'dev');
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--teardown must name the environment of this twin, 'prod', got 'dev'");
  });

  it('are torn down, data and all, by the name of their environment', async () => {
    const { exitCode, stderr } = await twin.command('destroy', '--teardown', 'prod');
    expect(exitCode === 0 ? '' : stderr).toBe('');
  });
});
