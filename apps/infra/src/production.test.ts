import { type Environment, environments } from './environments';
import { requireProductionGrade } from './production';

const reason = 'a test of refusal';
const { prod } = environments;

describe('production', () => {
  it('is prod, and prod is good enough', () => {
    expect(Object.values(environments).filter(({ stage }) => stage === 'production')).toEqual([prod]);
    expect(() => requireProductionGrade(prod)).not.toThrow();
  });

  it.each<[string, string, string, Partial<Environment>]>([
    ['deletion', 'protected', 'disposable', { deletion: { mode: 'disposable', reason } }],
    [
      'database.availability',
      'multiAz',
      'singleZone',
      { database: { ...prod.database, availability: { mode: 'singleZone', reason } } },
    ],
    ['natGateways', 'perZone', 'single', { natGateways: { mode: 'single', reason } }],
    ['accessLogging', 'bucket', 'none', { accessLogging: { mode: 'none', reason } }],
    [
      'governance.dataEvents',
      'personal',
      'none',
      { governance: { ...prod.governance, dataEvents: { mode: 'none', reason } } },
    ],
  ])('is refused with a lesser %s', (field, wants, got, choice) => {
    expect(() => requireProductionGrade({ ...prod, ...choice })).toThrow(
      `environments.prod: '${field}' must be ${wants} in production, got ${got}`,
    );
    expect(() => requireProductionGrade({ ...prod, ...choice, stage: 'development' })).not.toThrow();
  });
});
