import {
  arnOfBucket,
  type BucketAccess,
  type Deletion,
  EncryptionKey,
  type EnvironmentSettings,
  logGroupsUseKey,
  nameOf,
  PrivateBucket,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { artifactFolder } from './artifact';

export interface ArtifactStoreProps {
  readonly environment: EnvironmentSettings;
  readonly pipelineNames: readonly string[];
  readonly logGroupNames: readonly string[];
  readonly deletion: Deletion;
  /** Days that fetched sources are kept, 1 to 3,650. */
  readonly sourceRetentionDays: number;
}

export interface ArtifactStoreOutputs {
  readonly artifacts: BucketAccess;
  readonly bucketArn: string;
}

/**
 * The bucket that pipelines hand over in, and the key of it and of the build logs. Sources expire. Bundles do not:
 * CodeDeploy fetches the last one for each instance that scaling adds and for each rollback, however long ago it was built.
 */
export class ArtifactStore extends Construct {
  public readonly outputs: ArtifactStoreOutputs;

  constructor(scope: Construct, id: string, props: ArtifactStoreProps) {
    super(scope, id);
    const { environment } = props;
    const key = new EncryptionKey(this, 'Key', {
      environment,
      name: nameOf(environment, 'delivery', 'artifacts'),
      description: 'Sources, bundles and build logs',
      dataClass: 'internal',
      serviceStatements: [logGroupsUseKey(environment, props.logGroupNames)],
    }).outputs;
    const bucket = new PrivateBucket(this, 'Bucket', {
      environment,
      role: 'delivery',
      dataClass: 'internal',
      encryption: { kind: 'kms', keyArn: key.arn },
      deletion: props.deletion,
      logging: { mode: 'none', reason: 'who fetched which bundle stands in the histories of pipeline and deployments' },
      noncurrentDays: 30,
      lifecycle: props.pipelineNames.map((name, at) => ({
        name: `sources-${at + 1}`,
        prefix: artifactFolder(name, 'source'),
        expireAfterDays: props.sourceRetentionDays,
      })),
    }).outputs;
    const artifacts = { role: 'artifacts', name: bucket.name, keyArn: key.arn };
    this.outputs = { artifacts, bucketArn: arnOfBucket(artifacts) };
  }
}
