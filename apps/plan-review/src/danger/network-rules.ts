import { shown } from '../diff';
import { listOf, objectOf, type JsonObject, own } from '../json';

/** One door into something: a port range, and who may come through. */
export interface AccessRule {
  readonly from: number;
  readonly to: number;
  /** `tcp`, `udp`, `all` … */
  readonly protocol: string;
  /** An address range, another group, a list of prefixes. */
  readonly source: string;
  readonly target: string;
}

/** The doors that a resource of any known type opens. */
export function accessRules(type: string, values: JsonObject): readonly AccessRule[] {
  switch (type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return listOf(values.ingress).flatMap((rule) => blockRules(objectOf(rule), groupName(values)));
    case 'aws_security_group_rule':
      return values.type === 'egress' ? [] : blockRules(values, shown(values.security_group_id) ?? 'a security group');
    case 'aws_vpc_security_group_ingress_rule': {
      const target = shown(values.security_group_id) ?? 'a security group';
      const source = ['cidr_ipv4', 'cidr_ipv6', 'referenced_security_group_id', 'prefix_list_id']
        .map((key) => shown(values[key]))
        .find((text) => text !== undefined);
      return source === undefined
        ? []
        : [{ ...range(values.from_port, values.to_port, values.ip_protocol), source, target }];
    }
    case 'aws_network_acl_rule':
      return values.egress === true || values.rule_action !== 'allow'
        ? []
        : [values.cidr_block, values.ipv6_cidr_block].flatMap((cidr) =>
            one(
              cidr,
              range(values.from_port, values.to_port, values.protocol),
              shown(values.network_acl_id) ?? 'a network list',
            ),
          );
    case 'google_compute_firewall':
      return values.direction === 'EGRESS' ? [] : googleRules(values);
    case 'google_sql_database_instance':
      return googleNetworks(values);
    case 'azurerm_network_security_rule':
      return azureRules(values);
    case 'azurerm_network_security_group':
      return listOf(values.security_rule).flatMap((rule) =>
        azureRules({ ...objectOf(rule), network_security_group_name: values.name }),
      );
    default:
      return type.startsWith('azurerm_') && type.endsWith('_firewall_rule') ? azureServerRules(type, values) : [];
  }
}

function blockRules(rule: JsonObject, target: string): AccessRule[] {
  const door = range(rule.from_port, rule.to_port, rule.protocol);
  const sources = ['cidr_blocks', 'ipv6_cidr_blocks', 'prefix_list_ids', 'security_groups'].flatMap((key) => {
    const value = rule[key];
    return Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];
  });
  const itself = rule.self === true ? ['itself'] : [];
  return [...sources, rule.source_security_group_id, ...itself].flatMap((source) => one(source, door, target));
}

function one(source: unknown, door: Pick<AccessRule, 'from' | 'to' | 'protocol'>, target: string): AccessRule[] {
  const text = shown(source);
  return text === undefined ? [] : [{ ...door, source: text, target }];
}

/** Azure writes one port or range as `destination_port_range`, several as `…_ranges`; sources likewise. */
function azureRules(values: JsonObject): AccessRule[] {
  if (values.access !== 'Allow' || values.direction === 'Outbound') return [];
  const target = shown(values.network_security_group_name) ?? 'a network security group';
  const portTexts = [values.destination_port_range, ...listOf(values.destination_port_ranges)]
    .map(shown)
    .filter((text) => text !== undefined);
  const sources = [values.source_address_prefix, ...listOf(values.source_address_prefixes)]
    .map(shown)
    .filter((text) => text !== undefined);
  return portTexts.flatMap((text) =>
    sources.map((source) => ({ ...portRange(text, String(values.protocol)), source, target })),
  );
}

/** Addresses that may reach a database server of Azure; `0.0.0.0` alone means every customer's services. */
function azureServerRules(type: string, values: JsonObject): AccessRule[] {
  const [first, last] = [shown(values.start_ip_address), shown(values.end_ip_address)];
  if (first === undefined || last === undefined) return [];
  const world = first === '0.0.0.0' && last === '255.255.255.255';
  const services = first === '0.0.0.0' && last === '0.0.0.0';
  const source = world ? '0.0.0.0/0' : services ? 'every service in Azure' : `${first} to ${last}`;
  return [{ ...databasePort(type), source, target: type.replace(/_firewall_rule$/, '') }];
}

/** Networks that may reach the public address of a Google database. */
function googleNetworks(values: JsonObject): AccessRule[] {
  const target = shown(values.name) ?? 'a database';
  return listOf(values.settings)
    .flatMap((settings) => listOf(objectOf(settings).ip_configuration))
    .flatMap((address) => listOf(objectOf(address).authorized_networks))
    .flatMap((network) => one(objectOf(network).value, databasePort(shown(values.database_version) ?? ''), target));
}

function databasePort(kind: string): Pick<AccessRule, 'from' | 'to' | 'protocol'> {
  const port = /postgres/i.test(kind) ? 5432 : /mssql|sqlserver/i.test(kind) ? 1433 : 3306;
  return { from: port, to: port, protocol: 'tcp' };
}

function googleRules(values: JsonObject): AccessRule[] {
  const target = shown(values.name) ?? 'a firewall';
  return listOf(values.allow)
    .map(objectOf)
    .flatMap((allow) => {
      const open = listOf(allow.ports).length === 0 ? ['*'] : listOf(allow.ports).map((port) => shown(port) ?? '*');
      return open.flatMap((text) =>
        listOf(values.source_ranges).flatMap((source) => one(source, portRange(text, String(allow.protocol)), target)),
      );
    });
}

function groupName(values: JsonObject): string {
  return shown(values.name) ?? shown(values.id) ?? 'a security group';
}

function portRange(text: string, protocol: string): Pick<AccessRule, 'from' | 'to' | 'protocol'> {
  const [from = '0', to = from] = text === '*' ? ['0', '65535'] : text.split('-');
  return range(Number(from), Number(to), protocol);
}

function range(from: unknown, to: unknown, protocol: unknown): Pick<AccessRule, 'from' | 'to' | 'protocol'> {
  const name = (shown(protocol) ?? 'all').toLowerCase();
  if (['-1', 'all', '*'].includes(name)) return { from: 0, to: 65535, protocol: 'all' };
  const names: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp' };
  const start = Number(from);
  const end = Number(to);
  // A port that is known only after the apply may be any.
  const known = Number.isFinite(start) && Number.isFinite(end) && from !== null && to !== null;
  return { from: known ? start : 0, to: known ? end : 65535, protocol: own(names, name) ?? name };
}
