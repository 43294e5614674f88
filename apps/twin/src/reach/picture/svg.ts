import type { Box, Cell, Layout } from './layout';
import type { Line } from './lines';

/** Colours of light and dark screens; everything else is said once. */
const style = `
  .page { fill: #ffffff } .frame { fill: #f6f7f9; stroke: #8a94a6 } .cell { fill: #ffffff; stroke: #d5dae2 }
  text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; font-size: 12px; fill: #1d2433 }
  .title { font-size: 13px; font-weight: 600 } .small { font-size: 11px; fill: #566074 } .zone { font-size: 12px; font-weight: 600; fill: #566074 }
  .box { fill: #eaf1fe; stroke: #3b6fd4 } .database { fill: #f1ecfd; stroke: #7a57c9 } .job { fill: #e7f6ee; stroke: #2d8a5b }
  .endpoint, .service { fill: #e6f6f7; stroke: #1f8a94 } .nat { fill: #fdf2e3; stroke: #b9751a } .internet { fill: #eef0f3; stroke: #566074 }
  .line { fill: none; stroke-width: 1.6 } .call { stroke: #1d2433 } .out { stroke: #b9751a; stroke-dasharray: 6 4 }
  .service-line { stroke: #1f8a94 } .inside { stroke: #8a94a6; stroke-dasharray: 2 4 }
  .head { stroke: none } .call-head { fill: #1d2433 } .out-head { fill: #b9751a } .service-head { fill: #1f8a94 } .inside-head { fill: #8a94a6 }
  .label { font-weight: 600; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
  @media (prefers-color-scheme: dark) {
    .page { fill: #10141c } .frame { fill: #161c27; stroke: #5b6679 } .cell { fill: #10141c; stroke: #2e3747 }
    text { fill: #e6eaf2 } .small, .zone { fill: #a3aec0 }
    .box { fill: #16264a; stroke: #6c9bf5 } .database { fill: #2a2150; stroke: #a98cf0 } .job { fill: #12352a; stroke: #58c08e }
    .endpoint, .service { fill: #0f3438; stroke: #4fc0ca } .nat { fill: #3a2a10; stroke: #e0a049 } .internet { fill: #222a37; stroke: #a3aec0 }
    .call { stroke: #e6eaf2 } .out { stroke: #e0a049 } .service-line { stroke: #4fc0ca } .inside { stroke: #77829a }
    .call-head { fill: #e6eaf2 } .out-head { fill: #e0a049 } .service-head { fill: #4fc0ca } .inside-head { fill: #77829a }
    .label { stroke: #161c27 }
  }`;

/** Writes a drawing as one file that needs no other. */
export function svgOf(title: string, layout: Layout, lines: readonly Line[]): string {
  const { width, height, frame, zones, cells, boxes } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<defs>${(['call', 'out', 'service', 'inside'] as const).map(arrowHead).join('')}</defs>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<rect class="frame" x="${frame.x}" y="${frame.y}" width="${frame.width}" height="${frame.height}" rx="10"/>`,
    text('title', frame.x + 14, frame.y - 8, title),
    ...zones.map((zone) => text('zone', zone.x + zone.width / 2, frame.y + 24, zone.name, 'middle')),
    ...cells.map(cellMarkup),
    ...boxes.map(boxMarkup),
    ...lines.map(lineMarkup),
    ...lines.flatMap(({ label }) =>
      label === undefined ? [] : [text('label', label.x, label.y, label.text, label.anchor)],
    ),
    ...legendOf(layout),
    '</svg>',
    '',
  ].join('\n');
}

/** What the lines mean, above their lanes. */
function legendOf({ lanesFrom }: Layout): readonly string[] {
  const meanings = [
    ['call', 'calls, by TCP port'],
    ['service', 'AWS services, by endpoints'],
    ['out', 'to the internet, by NAT'],
    ['inside', 'to the own public address'],
  ] as const;
  return meanings.flatMap(([kind, meaning], index) => {
    const y = 30 + index * 18;
    const points = [
      [lanesFrom + 36, y],
      [lanesFrom + 70, y],
    ] as const;
    return [lineMarkup({ points, style: kind }), text('small', lanesFrom + 80, y + 4, meaning)];
  });
}

function cellMarkup({ x, y, width, height, title, cidr, wayOut }: Cell): string {
  return [
    `<rect class="cell" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    text('small', x + 14, y + 19, `${title}  ${cidr}`),
    text('small', x + 14, y + height - 10, wayOut),
  ].join('');
}

function boxMarkup({ x, y, width, height, name, kind, says }: Box): string {
  const middle = x + width / 2;
  return [
    `<rect class="box ${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    text('title', middle, y + 18, name, 'middle'),
    text('small', middle, y + 33, shortened(says, width - 16), 'middle'),
  ].join('');
}

function lineMarkup({ points, style: kind }: Line): string {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return `<path class="line ${kind === 'service' ? 'service-line' : kind}" d="${path}" marker-end="url(#${kind})"/>`;
}

function arrowHead(kind: Line['style']): string {
  return `<marker id="${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head ${kind}-head" d="M0 0L8 4L0 8Z"/></marker>`;
}

function text(kind: string, x: number, y: number, content: string, anchor = 'start'): string {
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

/** Cuts what would not fit: letters of the small text are about 6.2 wide. */
function shortened(content: string, width: number): string {
  const letters = Math.floor(width / 6.2);
  return content.length <= letters ? content : `${content.slice(0, letters - 1)}…`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
