import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { NotAClickError, type RawClick } from './raw-click';
import { parseLogTime } from './time';

const QUOTED = String.raw`"([^"\\]*(?:\\.[^"\\]*)*)"`;

/** The combined log format: host, identity, user, time, request, status, size, referrer, user agent. */
const COMBINED = new RegExp(
  String.raw`^(\S+) \S+ [^\[]+ \[([^\]]*)\] ${QUOTED} (\d{3}) (?:\d+|-) ${QUOTED} ${QUOTED}\s*$`,
  's',
);

const REQUEST = /^(\S+) (.*?\S)(?: HTTP\/\d(?:\.\d)?)?$/s;

/**
 * Reads a line of an access log in the combined format. Its event id is the SHA-256 of the zero-based line number, a newline
 * and the line's raw bytes. A line that is not UTF-8 is read byte by byte as Latin-1, so that no byte is lost; what the server
 * escaped stays escaped.
 *
 * @throws NotAClickError when the line is none of that format, or its request has no method and path.
 */
export function parseAccessLogLine(line: Buffer, lineNumber: number): RawClick {
  const text = isUtf8(line) ? line.toString('utf8').replace(/^\uFEFF/, '') : line.toString('latin1');
  const [, ip, time, request, status, referrer] = COMBINED.exec(text) ?? [];
  if (ip === undefined || time === undefined || request === undefined) {
    throw new NotAClickError('the line is not in the combined log format');
  }
  const [, method, path] = REQUEST.exec(request) ?? [];
  if (method === undefined || path === undefined) throw new NotAClickError('the request has no method and path');
  return {
    eventId: createHash('sha256').update(`${lineNumber}\n`).update(line).digest('hex'),
    occurredAt: parseLogTime(time),
    ip,
    method,
    path,
    status: Number(status),
    ...(referrer === undefined || referrer.trim() === '' || referrer === '-' ? {} : { referrer }),
  };
}
