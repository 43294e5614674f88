import { TestTwin } from './twin';

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

  it('are not destroyed: the database and the buckets protect themselves', async () => {
    const { exitCode, stderr } = await twin.command('destroy');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/deletion protection|prevent_destroy|Instance cannot be destroyed/i);
  });
});
