import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { type Deletion, type EnvironmentSettings, nameOf, requireCount, skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';
import { AccessLogs } from './access-logs';
import type { Exposure } from './firewall';
import type { ServerRole } from './outputs';

export interface LoadBalancerProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly exposure: Exposure;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly certificateArn: string;
  readonly targetGroupArn: string;
  readonly deletion: Deletion;
  readonly accessLogRetentionDays: number;
}

export interface LoadBalancerOutputs {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Hosted zone of the load balancer itself, for alias records. */
  readonly zoneId: string;
}

/** TLS 1.2 with forward secrecy and authenticated ciphers, and TLS 1.3 (Elastic Load Balancing: security policies). */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/**
 * An application load balancer over two zones that speaks TLS only; the public one sends plain HTTP away.
 *
 * About 17.74 USD a month (0.0243 USD an hour) and 0.008 USD for each LCU-hour (Elastic Load Balancing pricing, Tokyo,
 * November 2025).
 */
export class LoadBalancer extends Construct {
  public readonly outputs: LoadBalancerOutputs;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { environment, role, exposure, deletion } = props;
    requireCount(scope, 'network.loadBalancerSubnetIds', props.subnetIds, 2);
    const logs = new AccessLogs(this, 'AccessLogs', {
      environment,
      role,
      deletion,
      retentionDays: props.accessLogRetentionDays,
    }).outputs;
    const balancer = new Lb(this, 'Balancer', {
      name: nameOf(environment, role, exposure),
      loadBalancerType: 'application',
      internal: exposure === 'internal',
      subnets: [...props.subnetIds],
      securityGroups: [props.securityGroupId],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'defensive',
      enableDeletionProtection: deletion.mode === 'protected',
      accessLogs: { bucket: logs.bucketName, enabled: true },
    });
    if (deletion.mode === 'disposable') skipCheck(balancer, 'CKV_AWS_150', deletion.reason);
    if (exposure === 'public') {
      skipCheck(balancer, 'CKV2_AWS_28', 'the web firewall is a tier of its own and attaches itself to this balancer');
      this.#redirectToHttps(balancer.arn);
    }
    new LbListener(this, 'Https', {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificateArn: props.certificateArn,
      defaultAction: [{ type: 'forward', targetGroupArn: props.targetGroupArn }],
    });
    const { arn, arnSuffix, dnsName, zoneId } = balancer;
    this.outputs = { arn, arnSuffix, dnsName, zoneId };
  }

  #redirectToHttps(loadBalancerArn: string): void {
    new LbListener(this, 'Http', {
      loadBalancerArn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } }],
    });
  }
}
