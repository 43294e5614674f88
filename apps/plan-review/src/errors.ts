/** What was given cannot be reviewed: its message is the one sentence that the person at the command reads. */
export class UnreadableInputError extends Error {
  override readonly name = 'UnreadableInputError';
}
