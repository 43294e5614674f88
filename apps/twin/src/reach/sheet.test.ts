import { roadBetween, roadText } from './roads';
import { sheetOf } from './sheet';
import { expectedGround, expectedPairs, expectedRoad } from './testing/expected';
import { mallNetwork } from './testing/mall';
import { mutations } from './testing/mutations';
import { tryNode } from './matrix';
import { withoutZone } from './zones';
import type { NetworkModel } from './model';

const mall = mallNetwork();
const sheet = sheetOf(mall);

describe('the sheet of a mall', () => {
  it('names every pair of which something is open, and no other', () => {
    expect(sheet.pairs).toEqual(expectedPairs);
  });

  it('says what routes and network ACLs alone let through', () => {
    expect(sheet.ground).toEqual(expectedGround());
  });

  it('says how each subnet gets out', () => {
    expect(sheet.waysOut).toEqual({
      'database-a': 'internet: none, s3: s3',
      'database-c': 'internet: none, s3: s3',
      'public-a': 'internet: internet, s3: internet',
      'public-c': 'internet: internet, s3: internet',
      'was-a': 'internet: nat-a, s3: s3',
      'was-c': 'internet: nat-c, s3: s3',
      'web-a': 'internet: nat-a, s3: s3',
      'web-c': 'internet: nat-c, s3: s3',
    });
  });

  it('says where everybody stands, and that one only has a public address', () => {
    expect(sheet.places).toEqual({
      'web-lb': 'public-a, public; public-c, public',
      web: 'web-a; web-c',
      'was-lb': 'was-a; was-c',
      was: 'was-a; was-c',
      db: 'database-a; database-c',
      glue: 'database-a',
      'logs-endpoint': 'was-a; was-c',
      'ssm-endpoint': 'was-a; was-c',
    });
  });

  it('knows the one road from the internet to the database', () => {
    expect(sheet.road).toBe(expectedRoad);
  });

  it.each(mutations)('changes when %s', (_, change) => {
    expect(sheetOf(change(mall))).not.toEqual(sheet);
  });
});

describe('a lost zone', () => {
  const reaches = (model: NetworkModel, from: string, to: string) => {
    const [caller, callee] = [tryNode(model, from), tryNode(model, to)];
    if (caller === undefined || callee === undefined) throw new Error('nobody of that name');
    const road = roadBetween(model, caller, callee);
    return road === undefined ? 'none' : roadText(road);
  };

  it.each(['a', 'c'])('%s leaves every tier answering and with a way out', (zone) => {
    const left = withoutZone(mall, zone);
    expect(reaches(left, 'internet', 'db')).toBe(expectedRoad);
    expect(reaches(left, 'web', 'internet')).toBe('web → internet 443');
    expect(reaches(left, 'was', 's3')).toBe('was → s3 443');
  });

  it('takes the other zone’s way out with it where they share a NAT gateway', () => {
    const shared = mallNetwork('single');
    expect(reaches(withoutZone(shared, 'c'), 'web', 'internet')).toBe('web → internet 443');
    expect(reaches(withoutZone(shared, 'a'), 'web', 'internet')).toBe('none');
    expect(reaches(withoutZone(shared, 'a'), 'internet', 'db')).toBe(expectedRoad);
  });
});
