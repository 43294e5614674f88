import fs from 'node:fs';
import { Scratch } from './scratch';

const megabyte = 1024 * 1024;
const piece = (at: number) => `secret ${at} ${'服'.repeat(at % 700)}\n`;

describe('what is put aside', () => {
  it.each([1, 5000])('is read back at any place, %i pieces of it', (count) => {
    const scratch = new Scratch();
    const places = Array.from({ length: count }, (_, at) => {
      const start = scratch.size;
      scratch.append(Buffer.from(piece(at)));
      return { start, end: scratch.size, at };
    });
    expect(scratch.size > megabyte).toBe(count > 1);
    for (const { start, end, at } of [...places].sort((a, b) => ((a.at * 7919) % count) - ((b.at * 7919) % count))) {
      expect(scratch.text(start, end)).toBe(piece(at));
    }
    const whole = Array.from({ length: count }, (_, at) => piece(at)).join('');
    expect(scratch.text(0, scratch.size)).toBe(whole);
    scratch.close();
  });

  it('lies on the disk enciphered, in a file without a name, and only when it is much', () => {
    const written: Buffer[] = [];
    const opened: string[] = [];
    const open = fs.openSync;
    const write = jest
      .spyOn(fs, 'writeSync')
      .mockImplementation((_, bytes) => written.push(Buffer.from(bytes as unknown as Uint8Array)));
    jest.spyOn(fs, 'openSync').mockImplementation((file, flags, mode) => {
      opened.push(String(file));
      return open(file, flags, mode);
    });
    const scratch = new Scratch();
    for (let at = 0; at < megabyte; at += 16) scratch.append(Buffer.from('hunter2 hunter2 '));
    expect(written).toHaveLength(0);
    for (let at = 0; at < megabyte; at += 16) scratch.append(Buffer.from('hunter2 hunter2 '));
    expect(write).toHaveBeenCalled();
    expect(opened.filter((file) => fs.existsSync(file))).toEqual([]);
    expect(Buffer.concat(written).includes('hunter2')).toBe(false);
    // One block twice does not look the same twice.
    expect(written[0]?.subarray(0, 16).equals(written[0].subarray(16, 32))).toBe(false);
    jest.restoreAllMocks();
    scratch.close();
  });
});
