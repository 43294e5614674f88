import { environments, networksBeside, requireEnvironment } from './environments';

describe('environments', () => {
  it.each(Object.keys(environments))('%s is known by its own name', (name) => {
    expect(requireEnvironment(name).name).toBe(name);
  });

  it.each([
    [undefined, 'nothing'],
    ['', 'nothing'],
    ['production', "'production'"],
    ['toString', "'toString'"],
  ])('%j is no environment, and none is chosen instead', (name, got) => {
    expect(() => requireEnvironment(name)).toThrow(
      `MALL_ENV must be one of dev, prod, got ${got}; write for example MALL_ENV=dev`,
    );
  });

  it('share neither an account nor a place for their state', () => {
    const rows = Object.values(environments);
    for (const unique of [rows.map(({ account }) => account), rows.map(({ stateBucket }) => stateBucket)]) {
      expect(new Set(unique).size).toBe(rows.length);
    }
  });

  it('bring customers from the two-tier system into production, with a way back', () => {
    expect(environments.prod.migration).toMatchObject({
      mode: 'fromTwoTier',
      road: { wayBack: { mode: 'replicated' } },
    });
    expect(environments.dev.migration.mode).toBe('none');
  });

  it('leave each other their networks', () => {
    expect(networksBeside(environments.dev)).toEqual([environments.prod.cidrBlock]);
  });

  it('protect the data of production, and keep it in two zones', () => {
    expect(environments.prod).toMatchObject({
      deletion: { mode: 'protected' },
      natGateways: { mode: 'perZone' },
      accessLogging: { mode: 'bucket' },
      database: { availability: { mode: 'multiAz' } },
    });
  });
});
