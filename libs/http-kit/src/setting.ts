/** The settings of a service are not what it needs; the message names the variable, never its value. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

type Variables = Readonly<Record<string, string | undefined>>;

/** A setting that a service cannot do without. @throws SettingError when it is unset or empty. */
export function requireSetting(name: string, variables: Variables): string {
  const value = variables[name];
  if (value === undefined || value === '') {
    throw new SettingError(`environment variable ${name} must be set; see /etc/mall/server.env`);
  }
  return value;
}

/** A port number, 0 to 65535; 0 takes any that is free. @throws SettingError */
export function requirePort(name: string, variables: Variables): number {
  const text = requireSetting(name, variables);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new SettingError(`environment variable ${name} must be a port, 0 to 65535; see /etc/mall/server.env`);
  }
  return port;
}
