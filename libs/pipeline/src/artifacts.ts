import { createHash } from 'node:crypto';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import type { GlueJobBundle, HashedFile } from '@mall/bundling';
import { type BucketAccess, literal } from '@mall/foundation';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';

export interface ArtifactsProps {
  readonly bucket: BucketAccess;
  readonly code: GlueJobBundle;
  /** Text of `contracts.json`. */
  readonly contracts: string;
}

/** `s3://` addresses, each with its content's hash: a run that began with one version ends with it. */
export interface ArtifactsOutputs {
  readonly scripts: Readonly<Record<string, string>>;
  readonly packages: string;
  readonly contracts: string;
}

/** Key prefix of everything that Glue jobs load. */
export const ARTIFACT_PREFIX = 'glue/';

/** What the jobs load: their scripts, their packages, the contracts. */
export class Artifacts extends Construct {
  public readonly outputs: ArtifactsOutputs;

  constructor(scope: Construct, id: string, props: ArtifactsProps) {
    super(scope, id);
    const { bucket, code, contracts } = props;
    const upload = (name: string, fileName: string, { file, hash }: HashedFile): string => {
      const asset = new TerraformAsset(this, `${name}Asset`, { path: file, type: AssetType.FILE, assetHash: hash });
      const key = `${ARTIFACT_PREFIX}${fileName}`;
      return addressOf(new S3Object(this, name, { bucket: bucket.name, key, source: asset.path }));
    };
    const contractsHash = createHash('sha256').update(contracts).digest('hex').slice(0, 12);
    this.outputs = {
      scripts: Object.fromEntries(
        Object.entries(code.scripts).map(([job, script]) => [
          job,
          upload(`Script${job}`, `${job}-${script.hash}.py`, script),
        ]),
      ),
      packages: upload('Packages', `${code.packages.name}-${code.packages.hash}.zip`, code.packages),
      contracts: addressOf(
        new S3Object(this, 'Contracts', {
          bucket: bucket.name,
          key: `${ARTIFACT_PREFIX}contracts-${contractsHash}.json`,
          content: literal(contracts),
          contentType: 'application/json',
        }),
      ),
    };
  }
}

function addressOf(object: S3Object): string {
  return `s3://${object.bucket}/${object.key}`;
}
