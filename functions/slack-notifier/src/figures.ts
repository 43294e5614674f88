import { z } from 'zod';

/** An alarm's description, as `libs/monitoring` writes it: two lines and labelled ones. */
export interface Description {
  readonly what: string;
  readonly why: string;
  /** Address; empty when the alarm is not one of ours. */
  readonly runbook: string;
  /** CloudWatch's word for the unit of value and threshold. */
  readonly unit: string;
}

/** Reads the description of an alarm; one that a person wrote is its `what`. */
export function readDescription(text: string | null | undefined, alarmName: string): Description {
  const lines = (text ?? '').split('\n');
  const labelled = (label: string) =>
    lines.find((line) => line.startsWith(`${label}: `))?.slice(label.length + 2) ?? '';
  return {
    what: lines[0] === undefined || lines[0] === '' ? alarmName : lines[0],
    why: lines[1] ?? '',
    runbook: labelled('Runbook'),
    unit: labelled('Unit'),
  };
}

const operators: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: '≥',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

/** `≥ 75 %`; empty when the alarm has no threshold. */
export function thresholdOf(operator: string | undefined, threshold: number | undefined, unit: string): string {
  if (threshold === undefined) return '';
  return `${operators[operator ?? ''] ?? ''} ${inUnit(threshold, unit)}`.trim();
}

/** A figure with its unit: bytes as GiB, at most two decimals. */
export function inUnit(value: number, unit: string): string {
  if (unit === 'Bytes') return `${rounded(value / 1024 ** 3)} GiB`;
  const sign = ({ Percent: ' %', Seconds: ' s', Milliseconds: ' ms' } as Record<string, string>)[unit] ?? '';
  return `${rounded(value)}${sign}`;
}

/** The newest of the figures that CloudWatch's reason names: `[76.0 (01/07/24 00:02:00), …]`. */
export function newestFigure(reason: string): number | undefined {
  const figures = [...reason.matchAll(/(-?[\d.]+(?:E-?\d+)?) \((\d\d)\/(\d\d)\/(\d\d) ([\d:]{8})\)/g)].map(
    ([, value, day, month, year, time]) => ({ value: Number(value), at: `${year}${month}${day}${time}` }),
  );
  return figures.sort((a, b) => b.at.localeCompare(a.at))[0]?.value;
}

const reasonData = z.object({ recentDatapoints: z.array(z.number()) });

/** The last of the figures that CloudWatch's machine-readable reason names. */
export function lastFigure(text: string | undefined): number | undefined {
  try {
    return reasonData.parse(JSON.parse(text ?? '')).recentDatapoints.at(-1);
  } catch {
    return undefined;
  }
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
