import { Domain, type DomainOutputs, type DomainProps, type SignedAnswers, type UnsignedAnswers } from '@mall/edge';
import { MallStack } from '@mall/foundation';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

export interface DomainStackProps extends Omit<DomainProps, 'dnssec'> {
  /** Whether answers of the public zone are signed; the stack knows the region that the key must be in. */
  readonly dnssec: UnsignedAnswers | Pick<SignedAnswers, 'mode'>;
}

/** The names of the mall and the certificate that proves them. */
export class DomainStack extends MallStack {
  public readonly outputs: DomainOutputs;

  constructor(scope: Construct, id: string, props: DomainStackProps) {
    super(scope, id, { environment: props.environment, tier: 'domain', dataClass: 'public' });
    const { environment, domainName, network, deletion } = props;
    const dnssec =
      props.dnssec.mode === 'signed'
        ? ({ mode: 'signed', keyProvider: this.providerIn('us-east-1') } as const)
        : props.dnssec;
    this.outputs = new Domain(this, 'Domain', { environment, domainName, network, deletion, dnssec }).outputs;
    const { nameServers, dsRecord } = this.outputs;
    defineOperatorOutputs(this, {
      name_servers: Fn.join(' ', [...nameServers]),
      ...(dsRecord === undefined ? {} : { ds_record: dsRecord }),
    });
  }
}
