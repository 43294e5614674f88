import path from 'node:path';
import { parseAccessLogLine } from './access-log';
import { deliverClicks, type ClickCounts, type DeliverClicksProps } from './deliver-clicks';
import { parseClickLine } from './json-click';
import { readLines } from './lines';
import type { LineParser } from './raw-click';

/**
 * The parser of a click file, by its name: `.jsonl` holds JSON clicks, `.log` an access log, either may be `.gz`.
 *
 * @throws Error for another name.
 */
export function lineParserOf(file: string): LineParser {
  const name = path.basename(file);
  if (/\.jsonl(\.gz)?$/.test(name)) return parseClickLine;
  if (/\.log(\.gz)?$/.test(name)) return parseAccessLogLine;
  throw new Error(`click file '${name}' must end with .jsonl or .log, with or without .gz; rename it`);
}

/** Delivers a file of clicks, plain or `.gz`: see `deliverClicks`. */
export function deliverClickFile(
  file: string,
  props: Omit<DeliverClicksProps, 'lines' | 'parse'>,
): Promise<ClickCounts> {
  return deliverClicks({ ...props, lines: readLines(file), parse: lineParserOf(file) });
}
