import { cellText } from '../cell';
import type { Matrix } from '../matrix';
import type { Box, Layout } from './layout';

/** A line with an arrow at its end. */
export interface Line {
  /** Corners, from the caller to the callee. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly style: 'call' | 'out' | 'service' | 'inside';
  readonly label?: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'end';
  };
}

interface Call {
  readonly from: Box;
  readonly to: Box;
  readonly ports: string;
}

/** Draws who calls whom: neighbours straight, the others on a lane a callee beside the zones. */
export function linesOf(layout: Layout, matrix: Matrix): readonly Line[] {
  const calls = callsOf(layout, matrix);
  const answered = (call: Call) => calls.some(({ from, to }) => from === call.to && to === call.from);
  // Up and down between the same two would be one line; what goes up has its lane.
  const straight = calls.filter((call) => neighbours(layout, call) && !(call.from.y > call.to.y && answered(call)));
  const bent = calls.filter((call) => !straight.includes(call) && bend(layout, call) !== undefined);
  const others = calls.filter((call) => !straight.includes(call) && !bent.includes(call));
  const callees = [...new Set(others.map(({ to }) => to.name))];
  return [
    ...straight.map(straightLine),
    ...bent.flatMap((call) => bend(layout, call) ?? []),
    ...callees.flatMap((name, lane) =>
      laneLines(
        layout,
        others.filter(({ to }) => to.name === name),
        lane,
      ),
    ),
  ];
}

/** Every open pair of the drawing; a way out to the internet ends at the NAT gateway. */
function callsOf({ boxes }: Layout, matrix: Matrix): readonly Call[] {
  const [nat] = boxes.filter(({ kind }) => kind === 'nat').sort((one, other) => other.x - one.x);
  const known = [...new Set(boxes.map(({ name }) => name))];
  return known.flatMap((from) =>
    known.flatMap((to) => {
      const ports = from === to ? '' : cellText(matrix.cell(from, to));
      const caller = boxes.filter((box) => box.name === from).at(-1);
      const callee = to === 'internet' ? nat : boxes.filter((box) => box.name === to).at(-1);
      return ports === '' || caller === undefined || callee === undefined ? [] : [{ from: caller, to: callee, ports }];
    }),
  );
}

/** Whether the one stands above or below the other with nobody between them. */
function neighbours({ boxes }: Layout, { from, to }: Call): boolean {
  if (to.kind === 'nat' || to.kind === 'service' || to.kind === 'endpoint') return false;
  const x = meetingPoint(from, to);
  if (x === undefined) return false;
  const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
  return !boxes.some((box) => box.y > upper.y && box.y < lower.y && box.x <= x && x <= box.x + box.width);
}

function straightLine({ from, to, ports }: Call): Line {
  const x = meetingPoint(from, to) ?? from.x;
  const down = from.y < to.y;
  const [start, end] = down ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
  return {
    points: [
      [x, start],
      [x, end + (down ? -2 : 2)],
    ],
    style: 'call',
    label: { text: ports, x: x + 8, y: down && end - start > 60 ? start + 20 : (start + end) / 2 + 4, anchor: 'start' },
  };
}

/** By the gap between the zones: down it to a callee in one of them, or into it from a caller in one. `undefined` where it is not free. */
function bend({ boxes, frame }: Layout, { from, to, ports }: Call): Line | undefined {
  if (to.kind === 'nat' || to.kind === 'endpoint' || to.kind === 'service' || from.y > to.y) return undefined;
  const middle = frame.x + frame.width / 2;
  const over = (box: Box) => box.x <= middle && middle <= box.x + box.width;
  if (over(from) === over(to) || boxes.some((box) => box.y > from.y && box.y < to.y && over(box))) return undefined;
  const aside = over(from) ? to : from;
  const side = aside.x > middle ? aside.x - 2 : aside.x + aside.width + 2;
  const level = aside.y + aside.height / 2;
  if (over(from)) {
    const start = from.y + from.height;
    const label = { text: ports, x: middle + 8, y: start + 20, anchor: 'start' } as const;
    return { points: pointsOf([middle, start], [middle, level], [side, level]), style: 'call', label };
  }
  const beside = middle + (aside.x > middle ? besideMiddle : -besideMiddle);
  const label = { text: ports, x: beside - 6, y: to.y - 12, anchor: 'end' } as const;
  return { points: pointsOf([side, level], [beside, level], [beside, to.y - 2]), style: 'call', label };
}

/** How far beside the gap's middle, where calls go straight down, others go. */
const besideMiddle = 24;

function pointsOf(...points: readonly (readonly [number, number])[]): Line['points'] {
  return points;
}

/** Middle of what two boxes share from left to right. */
function meetingPoint(one: Box, other: Box): number | undefined {
  const [left, right] = [Math.max(one.x, other.x), Math.min(one.x + one.width, other.x + other.width)];
  return left < right ? (left + right) / 2 : undefined;
}

function laneLines({ lanesFrom }: Layout, calls: readonly Call[], lane: number): readonly Line[] {
  const x = lanesFrom + 14 + lane * 30;
  const shift = (lane - 1.5) * 8;
  return calls.map(({ from, to, ports }, index) => {
    const start = [from.x + from.width, from.y + from.height / 2 + shift] as const;
    const outside = to.kind === 'service';
    const end = [outside ? to.x - 2 : to.x + to.width + 2, to.y + to.height / 2 + (outside ? 0 : shift)] as const;
    return {
      points: [start, [x, start[1]], [x, end[1]], end],
      style: to.kind === 'nat' ? 'out' : outside ? 'service' : to.kind === 'endpoint' ? 'service' : 'inside',
      ...(index === 0 ? { label: { text: ports, x: x + 4, y: end[1] - 6, anchor: 'start' as const } } : {}),
    };
  });
}
