/** A field of a log line. No personal data: ids of routes and requests, counts, times, codes. */
export type LogField = string | number | boolean | Readonly<Record<string, unknown>> | undefined;
export type LogFields = Readonly<Record<string, LogField>>;

/** Writes one JSON object a line: `time`, `level`, `service`, `message` and the given fields. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  error(message: string, error: unknown, fields?: LogFields): void;
}

/** A logger of one service; `write` takes a whole line. @default to the standard output */
export function createLogger(service: string, write: (line: string) => void = toStandardOutput): Logger {
  const log = (level: string, message: string, fields: LogFields = {}): void =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, service, message, ...fields })}\n`);
  return {
    info: (message, fields) => log('info', message, fields),
    error: (message, error, fields) => log('error', message, { ...fields, error: discreet(error) }),
  };
}

function toStandardOutput(line: string): void {
  process.stdout.write(line);
}

/** What a failure may say in a log: messages of drivers and parsers quote the data that they failed on. */
function discreet(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: frames.slice(0, 5).map((line) => line.trim().slice(3)),
    ...(error.cause === undefined ? {} : { cause: discreet(error.cause) }),
  };
}
