/** A function that was deployed without something it needs. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Variables by name, as `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * An environment variable.
 *
 * @throws EnvironmentError when it is not set or empty.
 */
export function requireEnv(name: string, variables: Variables = process.env): string {
  const value = variables[name];
  if (value === undefined || value === '') {
    throw new EnvironmentError(`environment variable ${name} must be set; set it in the function's configuration`);
  }
  return value;
}

/**
 * An environment variable that holds JSON; `parse` checks its shape and may throw.
 *
 * @throws EnvironmentError when it is not set, no JSON, or of another shape.
 */
export function requireJsonEnv<Value>(
  name: string,
  parse: (value: unknown) => Value,
  variables: Variables = process.env,
): Value {
  const text = requireEnv(name, variables);
  try {
    return parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EnvironmentError(`environment variable ${name} must hold JSON of its documented shape: ${reason}`, {
      cause,
    });
  }
}
