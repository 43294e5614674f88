import type { PolicyStatement } from './policy';

/** A bucket as policies see it. */
export interface BucketAccess {
  /** The bucket's role in the lake, one word; part of statement ids: `raw`. */
  readonly role: string;
  /** Physical name. */
  readonly name: string;
  /** Key that encrypts what lies in the bucket, or in the granted prefixes of it. */
  readonly keyArn: string;
}

/**
 * Reading and listing objects below key prefixes.
 *
 * @param prefixes end in `/`, or are whole keys; `''` is the whole bucket.
 */
export function grantRead(bucket: BucketAccess, ...prefixes: readonly string[]): PolicyStatement[] {
  return [...grantFetch(bucket, ...prefixes), grantList(bucket, prefixes)];
}

/** Reading objects whose keys one is told. Whoever may not list learns of an absent object only that it is forbidden. */
export function grantFetch(bucket: BucketAccess, ...prefixes: readonly string[]): PolicyStatement[] {
  return [
    { sid: sidOf('Read', bucket), actions: ['s3:GetObject'], resources: objectsOf(bucket, prefixes) },
    grantKey(bucket, ['kms:Decrypt']),
  ];
}

/** Writing objects below key prefixes, in parts where they are large. Neither reading nor deleting. */
export function grantWrite(bucket: BucketAccess, ...prefixes: readonly string[]): PolicyStatement[] {
  return [
    {
      sid: sidOf('Write', bucket),
      actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
      resources: objectsOf(bucket, prefixes),
    },
    // Completing an upload in parts reads the parts: it needs Decrypt beside GenerateDataKey.
    grantKey(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
  ];
}

/**
 * Writing whole folders the way Spark does: it lists, writes aside, reads back, renames and deletes, and leaves empty
 * `<folder>_$folder$` objects where a folder begins.
 */
export function grantReplace(bucket: BucketAccess, ...prefixes: readonly string[]): PolicyStatement[] {
  const markers = prefixes.map((prefix) => `${arnOfBucket(bucket)}/${prefix.replace(/\/$/, '')}_$folder$`);
  return [
    {
      sid: sidOf('Replace', bucket),
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      resources: [...objectsOf(bucket, prefixes), ...markers],
    },
    // Before it makes a folder Spark asks whether an object has its name, or that of a folder above it.
    {
      sid: sidOf('FindToReplace', bucket),
      actions: ['s3:GetObject'],
      resources: [...new Set(prefixes.flatMap(foldersOf))].map((folder) => `${arnOfBucket(bucket)}/${folder}`),
    },
    grantList(bucket, prefixes),
    grantKey(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
  ];
}

/** Reading one secret. `subject` is part of the statement ids: `ClickKey`. */
export function grantReadSecret(subject: string, secretArn: string, keyArn: string): PolicyStatement[] {
  return [
    { sid: `Read${subject}Secret`, actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] },
    {
      sid: `Decrypt${subject}Secret`,
      actions: ['kms:Decrypt'],
      resources: [keyArn],
      conditions: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
    },
  ];
}

function grantList(bucket: BucketAccess, prefixes: readonly string[]): PolicyStatement {
  return {
    sid: sidOf('List', bucket),
    actions: ['s3:ListBucket'],
    resources: [arnOfBucket(bucket)],
    // Without IfExists a HEAD of an absent object, which has no prefix, answers 403 where readers expect 404.
    conditions: { StringLikeIfExists: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
  };
}

/**
 * Use of the key for this bucket's objects, through S3 only: a holder decrypts neither what it got elsewhere nor what
 * lies in another bucket under the same key. S3 binds data keys to the bucket, or where that has no bucket key to the
 * object (Amazon S3 user guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys").
 */
export function grantKey(bucket: BucketAccess, actions: readonly string[]): PolicyStatement {
  return {
    sid: sidOf('UseKeyOf', bucket),
    actions,
    resources: [bucket.keyArn],
    conditions: {
      StringLike: {
        'kms:ViaService': 's3.*.amazonaws.com',
        'kms:EncryptionContext:aws:s3:arn': [arnOfBucket(bucket), `${arnOfBucket(bucket)}/*`],
      },
    },
  };
}

function objectsOf(bucket: BucketAccess, prefixes: readonly string[]): string[] {
  return prefixes.map((prefix) => `${arnOfBucket(bucket)}/${prefix}*`);
}

/** `a/b/` is in the folders `a` and `a/b`. */
function foldersOf(prefix: string): string[] {
  const names = prefix.replace(/\/$/, '').split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The bucket's ARN; S3 names are global, so it carries neither region nor account. */
export function arnOfBucket(bucket: Pick<BucketAccess, 'name'>): string {
  return `arn:aws:s3:::${bucket.name}`;
}

function sidOf(verb: string, bucket: BucketAccess): string {
  return `${verb}${bucket.role.charAt(0).toUpperCase()}${bucket.role.slice(1)}`;
}
