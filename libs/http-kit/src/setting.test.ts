import { requirePort, requireSetting, SettingError } from './setting';

describe('settings', () => {
  it.each([{}, { WAS_URL: '' }])('name the variable that %j lacks', (variables) => {
    expect(() => requireSetting('WAS_URL', variables)).toThrow(SettingError);
    expect(() => requireSetting('WAS_URL', variables)).toThrow('environment variable WAS_URL must be set');
  });

  it.each(['65536', '-1', '80a', '1e3'])('refuse the port %s', (PORT) => {
    expect(() => requirePort('PORT', { PORT })).toThrow('environment variable PORT must be a port, 0 to 65535');
  });

  it('take a port', () => {
    expect(requirePort('PORT', { PORT: '8080' })).toBe(8080);
  });
});
