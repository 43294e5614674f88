import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import { Aspects, S3Backend, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { UnderBoundary } from './boundary';
import { requirePhysicalNames } from './physical-names';
import type { DataClass, EnvironmentSettings } from './settings';
import { commonTags } from './tags';

export interface MallStackProps {
  readonly environment: EnvironmentSettings;
  /** The tier's name; part of the state key and of the `tier` tag. */
  readonly tier: string;
  /** How sensitive what the tier holds is, for resources that say nothing else. @default 'internal' */
  readonly dataClass?: DataClass;
}

/**
 * One tier of one environment: its own state, a provider that works in one account only, the common tags, roles under the
 * environment's permissions boundary, and names that AWS takes and no other stack of the environment uses.
 */
export class MallStack extends TerraformStack {
  readonly #environment: string;
  readonly #settings: AwsProviderConfig;

  constructor(scope: Construct, id: string, props: MallStackProps) {
    super(scope, id);
    const { environment, tier, dataClass } = props;
    this.#environment = environment.name;
    Aspects.of(this).add(new UnderBoundary(environment));
    this.node.addValidation({ validate: () => this.#checkNames() });
    new S3Backend(this, {
      bucket: environment.stateBucket,
      key: `${environment.name}/${tier}.tfstate`,
      region: environment.region,
      // Not `encrypt`: it asks S3 for a key of S3's own, in the place of the bucket's.
    });
    // Terraform 1.11 locks with a file beside the state; the bindings do not know the argument yet.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    const { region, account } = environment;
    const tags = commonTags(environment, tier, dataClass);
    this.#settings = { region, allowedAccountIds: [account], defaultTags: [{ tags }] };
    new AwsProvider(this, 'Aws', this.#settings);
  }

  /** A second provider, for the few things that AWS wants in a region of its choice; ask for it once a region. */
  providerIn(region: string): AwsProvider {
    return new AwsProvider(this, `Aws-${region}`, { ...this.#settings, region, alias: region });
  }

  /** Throws itself: a message that is handed back would be buried in a list. */
  #checkNames(): string[] {
    const isBeside = (node: IConstruct): node is MallStack =>
      node instanceof MallStack && node.#environment === this.#environment;
    requirePhysicalNames(this, this.node.root.node.findAll().filter(isBeside));
    return [];
  }
}
