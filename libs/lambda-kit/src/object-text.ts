import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';

/** The text of an object, `undefined` when it is not there. */
export async function tryReadText(
  s3: Pick<S3Client, 'send'>,
  bucket: string,
  key: string,
): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToString('utf-8');
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The JSON in an object, `undefined` when it is not there. The caller vouches for its shape. */
export async function tryReadJson<T>(s3: Pick<S3Client, 'send'>, bucket: string, key: string): Promise<T | undefined> {
  const text = await tryReadText(s3, bucket, key);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
