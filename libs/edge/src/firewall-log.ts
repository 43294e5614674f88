import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import {
  arnOf,
  EncryptionKey,
  type EnvironmentSettings,
  logGroupsUseKey,
  nameOf,
  policyDocument,
} from '@mall/foundation';
import { Construct } from 'constructs';

export interface FirewallLogProps {
  readonly environment: EnvironmentSettings;
  readonly webAclArn: string;
  readonly retentionDays: number;
}

export interface FirewallLogOutputs {
  readonly logGroupName: string;
}

/** Headers that let whoever reads them act as the customer. */
const redactedHeaders = ['authorization', 'cookie'];

/** Every request and what the rules made of it, encrypted, without what would open a customer's session. */
export class FirewallLog extends Construct {
  public readonly outputs: FirewallLogOutputs;

  constructor(scope: Construct, id: string, props: FirewallLogProps) {
    super(scope, id);
    const { environment, webAclArn, retentionDays } = props;
    const name = nameOf(environment, 'edge', 'firewall');
    // AWS WAF writes to no log group whose name begins otherwise.
    const logGroupName = `aws-waf-logs-${name}`;
    const key = new EncryptionKey(this, 'Encryption', {
      environment,
      name,
      description: 'Requests that the web firewall saw.',
      dataClass: 'personal',
      serviceStatements: [logGroupsUseKey(environment, [logGroupName])],
    }).outputs;
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name: logGroupName,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
      tags: { dataClass: 'personal' },
    });
    // Without one of ours AWS makes its own, for every log group of the account.
    const delivery = new CloudwatchLogResourcePolicy(this, 'Delivery', {
      policyName: name,
      policyDocument: policyDocument([
        {
          sid: 'FirewallDelivers',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`${arnOf(environment, 'logs', `log-group:${logGroupName}`)}:log-stream:*`],
          principals: { Service: ['delivery.logs.amazonaws.com'] },
          conditions: {
            StringEquals: { 'aws:SourceAccount': environment.account },
            ArnLike: { 'aws:SourceArn': arnOf(environment, 'logs', '*') },
          },
        },
      ]),
    });
    new Wafv2WebAclLoggingConfiguration(this, 'Logging', {
      resourceArn: webAclArn,
      logDestinationConfigs: [logGroup.arn],
      redactedFields: redactedHeaders.map((header) => ({ singleHeader: { name: header } })),
      dependsOn: [delivery],
    });
    this.outputs = { logGroupName: logGroup.name };
  }
}
