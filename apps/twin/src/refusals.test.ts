import { GateError, TwinError } from './errors';
import { type Refusal, refusingNothing, sentencesOfNew } from './refusals';

const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  principal: 'arn:aws:iam::111122223333:role/mall-dev-pipeline-extract',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::mall-dev-raw/customer/*',
  because: 'because no identity-based policy allows the s3:PutObject action',
  count: 1,
  ...more,
});

describe('refusals', () => {
  it('name principal, action, resource and reason', () => {
    expect(sentencesOfNew([], [refusal()])).toEqual([
      'refused: arn:aws:iam::111122223333:role/mall-dev-pipeline-extract may not s3:PutObject on ' +
        'arn:aws:s3:::mall-dev-raw/customer/*, because no identity-based policy allows the s3:PutObject action',
    ]);
  });

  it('of earlier runs are not told again', () => {
    expect(sentencesOfNew([refusal()], [refusal()])).toEqual([]);
  });

  it('that come again are told again', () => {
    expect(sentencesOfNew([refusal()], [refusal({ count: 2 })])).toHaveLength(1);
  });
});

describe('a run', () => {
  const told = (...answers: (readonly Refusal[])[]) => jest.fn(() => Promise.resolve(answers.shift() ?? []));
  const fails = (error: Error) => () => Promise.reject(error);

  it('that was refused nothing ends as its work does', async () => {
    await expect(refusingNothing(told([refusal()], [refusal()]), () => Promise.resolve(7))).resolves.toBe(7);
  });

  it('fails though its work went on without what it was refused', async () => {
    const run = refusingNothing(told([], [refusal()]), () => Promise.resolve(7));
    await expect(run).rejects.toThrow('mall-dev-pipeline-extract may not s3:PutObject on arn:aws:s3:::mall-dev-raw/');
  });

  it('that fails says what was refused meanwhile, and keeps its exit code', async () => {
    const run = refusingNothing(told([], [refusal()]), fails(new TwinError('the analyses were not written', 7)));
    await expect(run).rejects.toMatchObject({
      exitCode: 7,
      message: expect.stringMatching(/^the analyses were not written\nrefused: /) as string,
    });
  });

  it('that a gate stopped stays one', async () => {
    const stopped = new GateError('purchase');
    await expect(refusingNothing(told([], [refusal()]), fails(stopped))).rejects.toBe(stopped);
  });

  it('whose twin is gone tells what failed', async () => {
    const gone = jest.fn().mockResolvedValueOnce([]).mockRejectedValue(new Error('fetch failed'));
    const failure = new TwinError('the emulator ended');
    await expect(refusingNothing(gone, fails(failure))).rejects.toBe(failure);
  });
});
