import { NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { tryReadJson, tryReadText } from './object-text';

const bucket = (answer: () => string): Pick<S3Client, 'send'> => ({
  send: () => Promise.resolve().then(() => ({ Body: { transformToString: answer } })),
});
const thrown = (error: Error) => () => {
  throw error;
};

describe('tryReadJson', () => {
  it('is what the object holds', async () => {
    expect(
      await tryReadJson(
        bucket(() => '{"rows":3}'),
        'results',
        'run.json',
      ),
    ).toEqual({ rows: 3 });
  });

  it('is undefined where there is no object', async () => {
    const absent = bucket(thrown(new NoSuchKey({ message: 'run.json', $metadata: {} })));
    expect(await tryReadJson(absent, 'results', 'run.json')).toBeUndefined();
  });
});

describe('tryReadText', () => {
  it('takes no refusal for absence', async () => {
    await expect(tryReadText(bucket(thrown(new Error('Access Denied'))), 'results', 'run.json')).rejects.toThrow(
      'Access Denied',
    );
  });
});
