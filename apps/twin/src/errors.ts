/** Exit codes of every command. */
export const exitCodes = { done: 0, failed: 1, usage: 2, stoppedAtGate: 3, interrupted: 130 } as const;

/** A failure that a person reads as one sentence on standard error. */
export class TwinError extends Error {
  override readonly name: string = 'TwinError';

  constructor(
    message: string,
    public readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}

/** Wrong usage, or something that the machine lacks. */
export class UsageError extends TwinError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(message, exitCodes.usage);
  }
}

/** A dataset that a quality gate stopped. */
export class GateError extends TwinError {
  override readonly name = 'GateError';

  constructor(message: string) {
    super(message, exitCodes.stoppedAtGate);
  }
}
