import type { SubnetRole } from './subnet-plan';

/** TCP ports, both ends included. */
export type Ports = readonly [number, number];

/** What a network ACL lets through: TCP between the role's subnets and a peer. */
export interface AccessRule {
  readonly peer: 'anywhere' | 'vpc' | SubnetRole;
  readonly ports: Ports;
}

export interface RoleRules {
  readonly ingress: readonly AccessRule[];
  readonly egress: readonly AccessRule[];
}

/** Ports on which the tiers listen. */
export interface TierPorts {
  /** @default 80: the public load balancer ends TLS */
  readonly web: number;
  /** @default 8080 */
  readonly was: number;
  /** @default 3306 */
  readonly database: number;
}

/** A service in a network beside this one, for example a database that is brought over. */
export interface OutwardCall {
  readonly cidrBlock: string;
  readonly port: number;
}

const http: Ports = [80, 80];
const https: Ports = [443, 443];
const all: Ports = [0, 65_535];
/** Ports that Linux calls from (`net.ipv4.ip_local_port_range`), below no service of ours. */
const linuxClients: Ports = [32_768, 60_999];
/** Ports that load balancers and NAT gateways call from (AWS: network ACLs, ephemeral ports). */
const gatewayClients: Ports = [1_024, 65_535];

/**
 * The rules of each role. Network ACLs keep no state, so every road has its way back: answers arrive on the port that the
 * caller called from. Security groups say who exactly may call; these rules hold when a security group is wrong.
 */
export function accessRules(ports: TierPorts): Readonly<Record<SubnetRole, RoleRules>> {
  const only = (port: number): Ports => [port, port];
  return {
    // Load balancers, and NAT gateways with what they pass on.
    public: {
      ingress: [
        { peer: 'anywhere', ports: https },
        { peer: 'anywhere', ports: http },
        { peer: 'anywhere', ports: gatewayClients },
      ],
      egress: [
        { peer: 'anywhere', ports: https },
        { peer: 'anywhere', ports: http },
        { peer: 'web', ports: only(ports.web) },
        { peer: 'anywhere', ports: gatewayClients },
      ],
    },
    web: {
      ingress: [
        { peer: 'public', ports: only(ports.web) },
        { peer: 'anywhere', ports: linuxClients },
      ],
      egress: [
        { peer: 'anywhere', ports: https },
        { peer: 'anywhere', ports: http },
        { peer: 'public', ports: gatewayClients },
      ],
    },
    // The internal load balancer and the interface endpoints listen here on 443.
    was: {
      ingress: [
        { peer: 'vpc', ports: https },
        { peer: 'was', ports: all },
        { peer: 'anywhere', ports: linuxClients },
      ],
      egress: [
        { peer: 'anywhere', ports: https },
        { peer: 'anywhere', ports: http },
        { peer: 'was', ports: all },
        { peer: 'database', ports: only(ports.database) },
        { peer: 'vpc', ports: linuxClients },
      ],
    },
    // Glue's workers live here as well: they talk to each other on any port, and to S3 and the endpoints on 443.
    database: {
      ingress: [
        { peer: 'was', ports: only(ports.database) },
        { peer: 'database', ports: all },
        { peer: 'anywhere', ports: linuxClients },
      ],
      egress: [
        { peer: 'anywhere', ports: https },
        { peer: 'database', ports: all },
        { peer: 'was', ports: linuxClients },
      ],
    },
  };
}
