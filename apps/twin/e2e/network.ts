import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clientSettings } from '../src/clients';
import { projectRoot } from '../src/paths';
import { tryNode } from '../src/reach/matrix';
import type { NetworkModel } from '../src/reach/model';
import { pictureOf } from '../src/reach/picture/picture';
import { networkClients } from '../src/reach/read/clients';
import { readNetwork } from '../src/reach/read/read';
import { roadBetween, roadText } from '../src/reach/roads';
import { type Sheet, sheetOf } from '../src/reach/sheet';
import { expectedGround, expectedPairs, expectedRoad } from '../src/reach/testing/expected';
import { mutations } from '../src/reach/testing/mutations';
import { withoutZone, zonesOf } from '../src/reach/zones';
import type { TwinRecord } from '../src/record';
import type { TestTwin } from './twin';

/** In what environments' networks differ: what a lost zone takes with it. */
export interface NetworkExpectations {
  readonly environment: string;
  /** Zones, by letter, without which nothing inside gets out any more. */
  readonly waysOutLostWith: readonly string[];
  /** Pairs that this environment has beside those of every mall. */
  readonly morePairs: Readonly<Record<string, string>>;
  /** File of the project that shows this network. @default none does */
  readonly drawnIn?: string;
  /** Zones, by letter, without which the database is gone. */
  readonly databaseLostWith: readonly string[];
}

/** Out by HTTPS, through doors that are open to all. */
export function httpsOut(name: string): Readonly<Record<string, string>> {
  const callees = ['internet', 's3', 'endpoints', 'web-lb'].map((callee) => [`${name} → ${callee}`, '443']);
  return { ...Object.fromEntries(callees), [`${name} → others`]: '443 in part' };
}

const builds = httpsOut('builds');

/** What must hold of the network of any applied mall. To be called within a `describe` whose twin is up. */
export function describeNetwork(twin: TestTwin, expected: NetworkExpectations): void {
  describe('the network', () => {
    let model: NetworkModel;
    let sheet: Sheet;
    const prefix = `mall-${expected.environment}-network-`;

    beforeAll(async () => {
      const record = JSON.parse(twin.read('twin.json').toString()) as TwinRecord;
      model = await readNetwork(networkClients(clientSettings(record)), record.environment);
      sheet = sheetOf(model);
    });

    it('opens what it must between the internet, the tiers and AWS, and nothing else', () => {
      expect(sheet.pairs).toEqual({ ...expectedPairs, ...builds, ...expected.morePairs });
      expect(model.nodes.filter(({ kind }) => kind === 'group')).toEqual([]);
    });

    it('keeps subnets apart by routes and network ACLs alone', () => {
      expect(sheet.ground).toEqual(expectedGround(prefix));
    });

    it('leads private subnets out by a NAT gateway, those of the database nowhere, and all to S3 by its endpoint', () => {
      const [shared] = expected.waysOutLostWith;
      const nat = (zone: string) => `${prefix}nat-${shared ?? zone}`;
      const ways = ['a', 'c'].flatMap((zone) => [
        [`${prefix}public-${zone}`, `internet: ${prefix}internet, s3: ${prefix}internet`],
        [`${prefix}web-${zone}`, `internet: ${nat(zone)}, s3: ${prefix}s3`],
        [`${prefix}was-${zone}`, `internet: ${nat(zone)}, s3: ${prefix}s3`],
        [`${prefix}database-${zone}`, `internet: none, s3: ${prefix}s3`],
      ]);
      expect(sheet.waysOut).toEqual(Object.fromEntries(ways));
    });

    it('shows one public address, and one road from the internet to the database', () => {
      const shown = Object.entries(sheet.places).filter(([, places]) => places.includes(', public'));
      expect(shown.map(([name]) => name)).toEqual(['web-lb']);
      expect(sheet.road).toBe(expectedRoad);
    });

    it.each(mutations)('would show at once when %s', (_, change) => {
      expect(sheetOf(change(model))).not.toEqual(sheet);
    });

    it.each(['a', 'c'])('answers on every tier without zone %s, and gets out of the other', (zone) => {
      const lost = zonesOf(model).find((name) => name.endsWith(zone)) ?? '';
      const left = withoutZone(model, lost);
      const road = (from: string, to: string) => roadIn(left, from, to);
      expect(road('internet', 'was')).toBe(expectedRoad.replace(' → db 3306', ''));
      expect(road('was', 'db')).toBe(expected.databaseLostWith.includes(zone) ? 'none' : 'was → db 3306');
      for (const tier of ['web', 'was']) {
        expect(road(tier, 'internet')).toBe(
          expected.waysOutLostWith.includes(zone) ? 'none' : `${tier} → internet 443`,
        );
        expect(road(tier, 's3')).toBe(`${tier} → s3 443`);
        expect(road(tier, 'ssm-endpoint')).toBe(`${tier} → ssm-endpoint 443`);
      }
    });

    const { drawnIn } = expected;
    if (drawnIn !== undefined) {
      it(`is what ${drawnIn} shows`, () => {
        // When it is not: npm run -s twin -- reach --picture docs/network.svg, and look at it.
        expect(pictureOf(model)).toBe(readFileSync(path.join(projectRoot, drawnIn), 'utf8'));
      });
    }

    it('explains itself on the command line, and ends with 1 where a call is blocked', async () => {
      const blocked = await twin.command('reach', '--from', 'internet', '--to', 'db');
      expect(blocked.exitCode).toBe(1);
      expect(blocked.stdout).toContain(`✗ security group mall-${expected.environment}-database-instance (sg-`);
      expect(blocked.stdout).toContain(expectedRoad);
      const { exitCode, stdout } = await twin.command('reach', '--from', 'glue', '--to', 'db', '--port', '3306');
      expect([exitCode, stdout.split('\n')[0]]).toEqual([0, 'glue → db on tcp 3306 is reached.']);
    });
  });
}

function roadIn(model: NetworkModel, from: string, to: string): string {
  const [caller, callee] = [tryNode(model, from), tryNode(model, to)];
  if (caller === undefined || callee === undefined) throw new Error(`the network has no ${from} or no ${to}`);
  const road = roadBetween(model, caller, callee);
  return road === undefined ? 'none' : roadText(road);
}
