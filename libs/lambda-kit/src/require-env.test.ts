import { EnvironmentError, requireEnv, requireJsonEnv } from './require-env';

describe('requireEnv', () => {
  it('reads a variable', () => {
    expect(requireEnv('BUCKET', { BUCKET: 'results' })).toBe('results');
  });

  it.each([{}, { BUCKET: '' }])('names the variable that %j lacks', (variables) => {
    expect(() => requireEnv('BUCKET', variables)).toThrow(EnvironmentError);
    expect(() => requireEnv('BUCKET', variables)).toThrow('environment variable BUCKET must be set');
  });

  it("reads the process's environment where none is given", () => {
    expect(() => requireEnv('MALL_NO_SUCH_VARIABLE')).toThrow('MALL_NO_SUCH_VARIABLE');
  });
});

describe('requireJsonEnv', () => {
  const parse = (value: unknown) => {
    if (!Array.isArray(value)) throw new Error('a list was expected');
    return value as unknown[];
  };

  it('reads JSON of the right shape', () => {
    expect(requireJsonEnv('LIST', parse, { LIST: '[1]' })).toEqual([1]);
  });

  it.each([
    ['{', 'JSON'],
    ['{}', 'a list was expected'],
  ])('says what is wrong with %s', (LIST, reason) => {
    expect(() => requireJsonEnv('LIST', parse, { LIST })).toThrow(EnvironmentError);
    expect(() => requireJsonEnv('LIST', parse, { LIST })).toThrow(reason);
  });
});
