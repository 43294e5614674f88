import { roadBetween, roadText } from './roads';
import { sheetOf } from './sheet';
import { mallNetwork } from './testing/mall';
import { mutations } from './testing/mutations';
import { tryNode } from './matrix';
import { withoutZone } from './zones';
import type { NetworkModel } from './model';

const mall = mallNetwork();
const sheet = sheetOf(mall);
const theWholeWay = 'internet → web-lb 443 → web 80 → was-lb 443 → was 8080 → db 3306';

describe('the sheet of a mall', () => {
  it('names every pair of which something is open, and no other', () => {
    expect(sheet.pairs).toEqual({
      'internet → web-lb': '80, 443',
      'web-lb → web': '80',
      'web → was-lb': '443',
      'was-lb → was': '8080',
      'was → db': '3306',
      'glue → db': '3306',
      'glue → glue': 'every port',
      // HTTPS to anywhere: out by NAT, to S3 and the endpoints, and to the shop's own public door.
      'web → internet': '443',
      'was → internet': '443',
      'web → s3': '443',
      'was → s3': '443',
      'glue → s3': '443',
      'web → endpoints': '443',
      'was → endpoints': '443',
      'glue → endpoints': '443',
      'web → web-lb': '443',
      'was → web-lb': '443',
      'glue → web-lb': '443',
      'web → others': '443 in part',
      'was → others': '443 in part',
      'glue → others': '443 in part',
      // Whoever else stands in the network finds these doors open, and no other.
      'others → endpoints': '443',
      'others → web-lb': '443; 80, 443 in part',
    });
  });

  it('says what routes and network ACLs alone let through', () => {
    const inside = 'udp every port in part; icmp every port in part';
    expect(sheet.ground).toEqual({
      'internet → public': '80, 443, 1024–65535',
      'public → internet': '80, 443, 1024–65535',
      'public → s3': '80, 443, 1024–65535',
      'public → public': `80, 443, 1024–65535; every port in part; ${inside}`,
      'public → web': '80, 32768–60999',
      'public → was': '443, 32768–60999',
      'public → database': '32768–60999 in part',
      'web → internet': '80, 443',
      'web → s3': '80, 443',
      'web → public': '80, 443, 1024–65535',
      'web → web': `every port in part; ${inside}`,
      'web → was': '443',
      'was → internet': '80, 443',
      'was → s3': '80, 443',
      'was → public': '80, 443, 32768–60999',
      'was → web': '32768–60999 in part',
      'was → was': `every port; ${inside}`,
      'was → database': '3306, 32768–60999',
      'database → s3': '443',
      'database → public': '443',
      'database → was': '443, 32768–60999',
      'database → database': `every port; ${inside}`,
    });
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
    expect(sheet.road).toBe(theWholeWay);
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
    expect(reaches(left, 'internet', 'db')).toBe(theWholeWay);
    expect(reaches(left, 'web', 'internet')).toBe('web → internet 443');
    expect(reaches(left, 'was', 's3')).toBe('was → s3 443');
  });

  it('takes the other zone’s way out with it where they share a NAT gateway', () => {
    const shared = mallNetwork('single');
    expect(reaches(withoutZone(shared, 'c'), 'web', 'internet')).toBe('web → internet 443');
    expect(reaches(withoutZone(shared, 'a'), 'web', 'internet')).toBe('none');
    expect(reaches(withoutZone(shared, 'a'), 'internet', 'db')).toBe(theWholeWay);
  });
});
