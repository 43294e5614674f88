/** Input files that cannot be used as they are: one sentence that names the file and never a cell's value. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
