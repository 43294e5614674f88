import { mallNetwork } from '../testing/mall';
import { pictureOf } from './picture';

const picture = pictureOf(mallNetwork());
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('the picture of a network', () => {
  it('is the same for the same network, whatever ids AWS gave it', () => {
    const otherIds = JSON.parse(
      JSON.stringify(mallNetwork()).replaceAll(/"(rtb|nat|igw|vpc|vpce)-([a-z0-9-]+)"/g, (whole, kind: string) =>
        kind === 'vpce' || kind === 'rtb' || kind === 'igw' ? `${whole.slice(0, -1)}-other"` : whole,
      ),
    ) as ReturnType<typeof mallNetwork>;
    expect(pictureOf(otherIds)).toBe(picture);
  });

  it('shows zones, subnets, everybody in them and the ways out', () => {
    expect(texts(picture)).toEqual(
      expect.arrayContaining([
        'a',
        'c',
        'web-a  10.0.32.0/20',
        'web-lb',
        'public load balancer · mall.example.com',
        'logs, ssm',
        'internet by nat-c · s3 by the gateway endpoint',
        'internet not at all · s3 by the gateway endpoint',
      ]),
    );
  });

  it('shows a database that stands in one zone in that zone only', () => {
    const mall = mallNetwork();
    const nodes = mall.nodes.map((node) => (node.name === 'db' ? { ...node, places: node.places.slice(0, 1) } : node));
    const widthOf = (svg: string) => Number(/<rect class="box database"[^>]*width="(\d+)"/.exec(svg)?.[1]);
    expect(widthOf(pictureOf({ ...mall, nodes }))).toBeLessThan(widthOf(picture) / 2);
  });

  it('draws a line for every call, labelled once with its ports', () => {
    expect(texts(picture)).toEqual(expect.arrayContaining(['80, 443', '8080', '3306']));
    const closed = mallNetwork();
    const without = { ...closed, securityGroups: closed.securityGroups.map((group) => ({ ...group, rules: [] })) };
    const lines = (svg: string) => svg.match(/marker-end/g)?.length ?? 0;
    const inLegend = lines(pictureOf(without));
    expect(inLegend).toBe(4);
    expect(lines(picture)).toBeGreaterThan(inLegend + 10);
  });

  it('needs no other file, and reads in light and dark', () => {
    expect(picture).not.toMatch(/href=|url\((?!#)|<script|@import/);
    expect(picture).toContain('@media (prefers-color-scheme: dark)');
  });

  it('writes names as text, never as markup', () => {
    const mall = mallNetwork();
    expect(pictureOf({ ...mall, vpc: { ...mall.vpc, name: '<b>&"' } })).toContain('&lt;b&gt;&amp;&quot;');
  });
});
