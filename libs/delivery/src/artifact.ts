import { arnOfBucket, type BucketAccess, type PolicyStatement } from '@mall/foundation';

/** What one stage hands over to the next: the fetched source, and the bundle built from it. */
export type Artifact = 'source' | 'bundle';

/** Characters of a pipeline's name that CodePipeline puts into object keys (CloudFormation reference, ArtifactStore). */
export const PIPELINE_PREFIX_LENGTH = 20;

/** The folder into which CodePipeline puts an artifact; names of artifacts stay below the ten characters that it keeps. */
export function artifactFolder(pipelineName: string, artifact: Artifact): string {
  return `${pipelineName.slice(0, PIPELINE_PREFIX_LENGTH)}/${artifact}/`;
}

/** Fetching one kind of artifact of one pipeline, by version. */
export function grantFetch(bucket: BucketAccess, pipelineName: string, artifact: Artifact): PolicyStatement[] {
  return [
    locate(bucket),
    {
      sid: 'FetchArtifact',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [`${arnOfBucket(bucket)}/${artifactFolder(pipelineName, artifact)}*`],
    },
    useKey(bucket, ['kms:Decrypt']),
  ];
}

/** Handing over one kind of artifact of one pipeline. */
export function grantHandOver(bucket: BucketAccess, pipelineName: string, artifact: Artifact): PolicyStatement[] {
  return [
    locate(bucket),
    {
      sid: 'HandOverArtifact',
      actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
      resources: [`${arnOfBucket(bucket)}/${artifactFolder(pipelineName, artifact)}*`],
    },
    // Completing an upload in parts reads the parts.
    useKey(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
  ];
}

function locate(bucket: BucketAccess): PolicyStatement {
  return {
    sid: 'LocateBucket',
    actions: ['s3:GetBucketLocation', 's3:GetBucketVersioning'],
    resources: [arnOfBucket(bucket)],
  };
}

function useKey(bucket: BucketAccess, actions: readonly string[]): PolicyStatement {
  return {
    sid: 'UseKey',
    actions,
    resources: [bucket.keyArn],
    conditions: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
  };
}
