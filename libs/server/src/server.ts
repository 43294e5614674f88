import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { nameOf, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';
import { Encryption } from './encryption';
import { Firewall } from './firewall';
import { HostNames } from './host-names';
import { InstanceRole } from './instance-role';
import { InstanceTemplate } from './launch-template';
import { LoadBalancer } from './load-balancer';
import type { ServerOutputs } from './outputs';
import { Scaling } from './scaling';
import type { ServerProps } from './server-props';
import { TargetGroup } from './target-group';
import { userDataOf } from './user-data';

/** A tier of servers: names, a load balancer that speaks TLS, and instances over both zones behind it. */
export class Server extends Construct {
  public readonly outputs: ServerOutputs;

  constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id);
    const {
      calls = [],
      memberOf = [],
      statements = [],
      settings = {},
      image = { mode: 'newest' },
      volumeGib = 20,
      routing = { mode: 'leastOutstanding' },
      deregistrationDelaySeconds = 60,
      cpuTargetPercent = 55,
      warmupSeconds = 300,
      schedules = [],
      accessLogRetentionDays = 365,
    } = props;
    const { environment, role, exposure, network, names, port, clicks, deletion } = props;
    requireRange(this, 'accessLogRetentionDays', accessLogRetentionDays, 1, 3650);
    const common = { environment, role };
    const { vpcId } = network;

    const firewall = new Firewall(this, 'Firewall', { ...common, vpcId, exposure, port, calls }).outputs;
    const targetGroup = new TargetGroup(this, 'TargetGroup', {
      ...common,
      vpcId,
      port,
      routing,
      deregistrationDelaySeconds,
    }).outputs;
    const loadBalancer = new LoadBalancer(this, 'LoadBalancer', {
      ...common,
      exposure,
      subnetIds: network.loadBalancerSubnetIds,
      securityGroupId: firewall.loadBalancerSecurityGroupId,
      certificateArn: names.certificateArn,
      targetGroupArn: targetGroup.arn,
      deletion,
      accessLogRetentionDays,
    }).outputs;
    new HostNames(this, 'HostNames', { zoneId: names.zoneId, names: names.hosts, loadBalancer });

    const logGroupName = nameOf(environment, role, 'instances');
    const metricNamespace = `Mall/${role}`;
    const encryption = new Encryption(this, 'Encryption', { ...common, logGroupName }).outputs;
    const log = new CloudwatchLogGroup(this, 'Log', {
      name: logGroupName,
      retentionInDays: 365,
      kmsKeyId: encryption.keyArn,
    });
    const instanceRole = new InstanceRole(this, 'InstanceRole', {
      ...common,
      logGroupName,
      metricNamespace,
      clicks,
      statements,
    }).outputs;
    const template = new InstanceTemplate(this, 'InstanceTemplate', {
      ...common,
      instanceType: props.instanceType,
      image,
      volumeGib,
      keyArn: encryption.keyArn,
      profileArn: instanceRole.profileArn,
      securityGroupIds: [firewall.instanceSecurityGroupId, ...memberOf],
      userData: userDataOf(this, props.bootScripts, {
        AWS_REGION: environment.region,
        MALL_ENVIRONMENT: environment.name,
        MALL_ROLE: role,
        PORT: port,
        LOG_GROUP: log.name,
        METRIC_NAMESPACE: metricNamespace,
        AUTO_SCALING_GROUP: nameOf(environment, role, 'instances'),
        CLICK_STREAM: clicks.stream,
        CLICK_KEY_SECRET_ARN: clicks.keySecretArn,
        ...settings,
      }),
    }).outputs;
    const scaling = new Scaling(this, 'Scaling', {
      ...common,
      template,
      subnetIds: network.instanceSubnetIds,
      targetGroupArn: targetGroup.arn,
      scalingRoleArn: encryption.scalingRoleArn,
      after: [firewall.wayOut],
      capacity: props.capacity,
      schedules,
      cpuTargetPercent,
      warmupSeconds,
    }).outputs;

    this.outputs = {
      role,
      domainName: names.hosts[0],
      autoScalingGroupName: scaling.autoScalingGroupName,
      loadBalancerArn: loadBalancer.arn,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      targetGroupArn: targetGroup.arn,
      targetGroupArnSuffix: targetGroup.arnSuffix,
      targetGroupName: targetGroup.name,
      loadBalancerSecurityGroupId: firewall.loadBalancerSecurityGroupId,
      instanceSecurityGroupId: firewall.instanceSecurityGroupId,
      instanceRoleArn: instanceRole.arn,
      instanceRoleName: instanceRole.name,
      logGroupName: log.name,
    };
  }
}
