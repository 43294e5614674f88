import type { DatabaseOutputs } from '@mall/database';
import type { DomainOutputs } from '@mall/edge';
import { GeneratedSecret, grantReadSecret, MallStack, nameOf } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { DatabaseName, Server, type ServerOutputs, type ServerProps } from '@mall/server';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

export interface WasStackProps extends Pick<
  ServerProps,
  'environment' | 'instanceType' | 'capacity' | 'schedules' | 'clicks' | 'bootScripts' | 'deletion'
> {
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'wasSubnetIds'>;
  readonly domain: Pick<DomainOutputs, 'domainName' | 'privateZoneId' | 'certificateArn'>;
  readonly database: Pick<
    DatabaseOutputs,
    'endpointAddress' | 'endpointPort' | 'databaseName' | 'clientSecurityGroupId' | 'secretsKeyArn'
  >;
}

/** The application servers, which web alone may call, and the private name of the database that they call. */
export class WasStack extends MallStack {
  public readonly outputs: ServerOutputs;

  constructor(scope: Construct, id: string, props: WasStackProps) {
    super(scope, id, { environment: props.environment, tier: 'was' });
    const { network, domain, database, ...server } = props;
    const user = new GeneratedSecret(this, 'DatabaseUser', {
      name: nameOf(props.environment, 'was', 'database-user'),
      description: 'The database user of the application servers.',
      content: { kind: 'user', username: 'shop' },
      kmsKeyArn: database.secretsKeyArn,
      deletion: props.deletion,
    }).outputs;
    this.outputs = new Server(this, 'Server', {
      ...server,
      role: 'was',
      exposure: 'internal',
      port: 8080,
      network: {
        vpcId: network.vpcId,
        loadBalancerSubnetIds: network.wasSubnetIds,
        instanceSubnetIds: network.wasSubnetIds,
      },
      names: {
        zoneId: domain.privateZoneId,
        hosts: [`was.${domain.domainName}`],
        certificateArn: domain.certificateArn,
      },
      memberOf: [database.clientSecurityGroupId],
      statements: grantReadSecret('DatabaseUser', user.arn, database.secretsKeyArn),
      settings: {
        DATABASE_HOST: database.endpointAddress,
        DATABASE_PORT: database.endpointPort,
        DATABASE_NAME: database.databaseName,
        DATABASE_SECRET_ARN: user.arn,
      },
    }).outputs;
    new DatabaseName(this, 'DatabaseName', {
      privateZoneId: domain.privateZoneId,
      domainName: domain.domainName,
      endpointAddress: database.endpointAddress,
    });
    defineOperatorOutputs(this, {
      was_host: this.outputs.domainName,
      was_log_group: this.outputs.logGroupName,
      shop_secret_arn: user.arn,
    });
  }
}
