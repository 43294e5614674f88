import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { type Deletion, type EnvironmentSettings, nameOf, type PolicyStatement, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';
import type { Capacity, CapacitySchedule } from './capacity';
import type { ClickDelivery } from './click-delivery';
import { Encryption } from './encryption';
import { type Call, type Exposure, Firewall } from './firewall';
import { HostNames } from './host-names';
import type { Image } from './image';
import { InstanceRole } from './instance-role';
import { InstanceTemplate } from './launch-template';
import { LoadBalancer } from './load-balancer';
import type { ServerOutputs, ServerRole } from './outputs';
import type { Routing } from './routing';
import { Scaling } from './scaling';
import { TargetGroup } from './target-group';
import { type BootScripts, type Settings, userDataOf } from './user-data';

export interface ServerProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  /** Who may call the load balancer: `public`, the internet; `internal`, tiers that name it in their `calls`. */
  readonly exposure: Exposure;
  /** Lists have a subnet for each zone. */
  readonly network: {
    readonly vpcId: string;
    readonly loadBalancerSubnetIds: readonly string[];
    readonly instanceSubnetIds: readonly string[];
  };
  /** Full host names, the tier's own first, in one zone, and the certificate that holds them all. */
  readonly names: {
    readonly zoneId: string;
    readonly hosts: readonly [string, ...string[]];
    readonly certificateArn: string;
  };
  /** Port on which the application listens. The load balancer asks it for `/healthz`. */
  readonly port: number;
  /** The image follows the processor: `t4g.small` is Graviton, `t3.small` is x86. */
  readonly instanceType: string;
  readonly capacity: Capacity;
  readonly clicks: ClickDelivery;
  readonly bootScripts: BootScripts;
  /** What `terraform destroy` does to the load balancer and its access logs. */
  readonly deletion: Deletion;
  /** What the instances call beside AWS's services. @default nothing */
  readonly calls?: readonly Call[];
  /** Security groups that others have opened their doors to. @default none */
  readonly memberOf?: readonly string[];
  /** What the application may do beside what every instance may. @default nothing */
  readonly statements?: readonly PolicyStatement[];
  /** More of `/etc/mall/server.env`, which the application's unit reads. @default nothing */
  readonly settings?: Settings;
  /** @default the newest Amazon Linux 2023 */
  readonly image?: Image;
  /** Root volume, 8 to 16,384 GiB. @default 20 */
  readonly volumeGib?: number;
  /** @default to the instance with the fewest requests under way */
  readonly routing?: Routing;
  /** Seconds that a leaving instance has for requests under way, 0 to 3,600. @default 60 */
  readonly deregistrationDelaySeconds?: number;
  /** Average CPU that scaling holds, 10 to 90 percent: below the 75 that raise an alarm. @default 55 */
  readonly cpuTargetPercent?: number;
  /** Seconds from an instance's birth to its share of the load, 0 to 3,600. @default 300 */
  readonly warmupSeconds?: number;
  /** @default none: the load alone decides */
  readonly schedules?: readonly CapacitySchedule[];
  /** Days for which access logs are kept, 1 to 3,650. @default 365 */
  readonly accessLogRetentionDays?: number;
}

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
