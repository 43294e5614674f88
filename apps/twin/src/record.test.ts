import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isRunning, processStart, type TwinRecord } from './record';

const record = (emulatorPid: number, emulatorStart: string): TwinRecord => ({
  environment: 'dev',
  account: '111122223333',
  region: 'ap-northeast-1',
  port: 1,
  emulatorPid,
  emulatorStart,
});

describe('a twin record', () => {
  it('is running while its process lives', async () => {
    const child = spawn('sleep', ['30']);
    const pid = child.pid ?? 0;
    const running = record(pid, processStart(pid) ?? '');
    expect(isRunning(running)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(running)).toBe(false);
  });

  it('is not running when another process has taken its id', () => {
    expect(isRunning(record(process.pid, 'another start'))).toBe(false);
  });
});
