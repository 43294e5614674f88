import { setTimeout } from 'node:timers/promises';

/** Time, as far as waiting needs it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  pause(ms: number): Promise<void>;
}

/** The real time. */
export const systemClock: Clock = { now: () => Date.now(), pause: (ms) => setTimeout(ms) };
