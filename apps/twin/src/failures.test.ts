import { GateError, TwinError } from './errors';
import { explaining, sentencesAfter } from './failures';

const failure = { number: 3, work: 'Servers._create', error: 'mariadbd ended with 1: no space left\n' };
const fails = (error: Error) => () => Promise.reject(error);
const reasons = (...sentences: string[]) => jest.fn(() => Promise.resolve(sentences));

describe('what failed in the twin', () => {
  it('is told by what it was and by its error', () => {
    expect(sentencesAfter(2, [failure])).toEqual([
      'failed in the twin: Servers._create, mariadbd ended with 1: no space left',
    ]);
  });

  it('is not told again', () => {
    expect(sentencesAfter(3, [failure, { ...failure, number: 4, work: 'Exports._export' }])).toEqual([
      expect.stringContaining('Exports._export'),
    ]);
  });
});

describe('work that fails', () => {
  it('says why, and keeps its exit code', async () => {
    const failed = explaining(reasons('no space left'), fails(new TwinError('the database is failed', 7)));
    await expect(failed).rejects.toMatchObject({ exitCode: 7, message: 'the database is failed\nno space left' });
  });

  it('is told as it is when there is no more to say, or nobody who could say it', async () => {
    const error = new TwinError('the emulator ended');
    await expect(explaining(reasons(), fails(error))).rejects.toBe(error);
    await expect(explaining(fails(new Error('fetch failed')), fails(error))).rejects.toBe(error);
  });

  it('because a gate stopped it is not explained', async () => {
    const stopped = new GateError('purchase');
    await expect(explaining(reasons('no space left'), fails(stopped))).rejects.toBe(stopped);
  });
});
