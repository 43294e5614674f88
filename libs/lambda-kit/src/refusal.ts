/**
 * Why AWS refused a call, as part of a sentence: its code and its words, without a full stop.
 *
 * @param error What the SDK threw, after its own retries.
 */
export function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message.trim().replace(/\.$/, '')}`;
}
