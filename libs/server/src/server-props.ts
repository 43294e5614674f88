import type { Deletion, EnvironmentSettings, PolicyStatement } from '@mall/foundation';
import type { Capacity, CapacitySchedule } from './capacity';
import type { ClickDelivery } from './click-delivery';
import type { Call, Exposure } from './firewall';
import type { Image } from './image';
import type { ServerRole } from './outputs';
import type { Routing } from './routing';
import type { BootScripts, Settings } from './user-data';

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
