import type { JudgedChange } from '../change';
import { shown } from '../diff';
import type { JsonObject } from '../json';
import { type Judge, remains, type Suspicion } from './danger';
import { accessRules } from './network-rules';
import { isHidden, permissionChanges, type Statement, sentenceOf, statementsOf } from './statements';

/** Doors that open: ports, public addresses, policies for anybody. */
export const judgeExposure: Judge = (change) => {
  if (change.action === 'destroy' && change.type === 'aws_s3_bucket_public_access_block')
    return [publicity('nothing keeps the bucket from being made public any more')];
  if (!remains(change)) return [];
  return [...ports(change), ...switches(change), ...policies(change), ...members(change)];
};

function publicity(sentence: string, lines: readonly string[] = []): Suspicion {
  return { rule: 'exposure.public', category: 'exposure', sentence, lines };
}

/** Ports that hold data or command a machine: open to the world they are the worst that a plan can do. */
const dataPorts = [
  22, 23, 445, 1433, 1521, 2049, 2375, 3306, 3389, 5432, 5439, 5601, 6379, 8182, 9042, 9092, 9200, 11211, 27017,
];

function ports(change: JudgedChange): Suspicion[] {
  const before = new Set(accessRules(change.type, change.before).map((rule) => JSON.stringify(rule)));
  return accessRules(change.type, change.after)
    .filter((rule) => !before.has(JSON.stringify(rule)))
    .map((rule): Suspicion => {
      const { from, to, protocol, source, target } = rule;
      const range = from === to ? `port ${from}` : from === 0 && to === 65535 ? 'every port' : `ports ${from} to ${to}`;
      const sentence = `${protocol === 'all' ? 'every port and protocol' : `${range}${protocol === 'tcp' ? '' : ` (${protocol})`}`} of ${target} ${range.startsWith('ports ') && protocol !== 'all' ? 'open' : 'opens'} to ${source}`;
      const world = isWorld(source);
      const sensitive = protocol === 'all' || dataPorts.some((port) => from <= port && port <= to);
      if (world)
        return {
          rule: sensitive ? 'exposure.world-data-port' : 'exposure.world',
          category: 'exposure',
          sentence: `${sentence}, the whole internet`,
        };
      return {
        rule: source.includes('(known after apply)') ? 'exposure.unknown' : 'exposure.opened',
        category: 'exposure',
        sentence,
      };
    });
}

/** Whether a range is the world, also when it is cut in halves or quarters (`0.0.0.0/1`). */
function isWorld(source: string): boolean {
  const bits = /^[0-9.]+\/(\d+)$/.exec(source)?.[1];
  if (bits !== undefined) return Number(bits) <= 4;
  return /^::\/0$|^[0-9a-f]*::\/[0-3]$|^\*$|^Internet$|^Any$/i.test(source);
}

/** Attributes whose value makes a thing reachable by anybody. */
const openValues: readonly (readonly [attribute: string, open: (value: unknown) => boolean, words: string])[] = [
  ['publicly_accessible', (value) => value === true, 'gets a public address'],
  ['associate_public_ip_address', (value) => value === true, 'gets a public address'],
  ['map_public_ip_on_launch', (value) => value === true, 'gives public addresses to what starts in it'],
  ['public_network_access_enabled', (value) => value === true, 'is reachable from the internet'],
  ['allow_nested_items_to_be_public', (value) => value === true, 'lets containers in it be made public'],
  ['endpoint_public_access', (value) => value === true, 'has a public endpoint'],
  ['internal', (value) => value === false, 'faces the internet'],
  ['block_public_acls', (value) => value === false, 'allows public access lists'],
  ['block_public_policy', (value) => value === false, 'allows public policies'],
  ['ignore_public_acls', (value) => value === false, 'heeds public access lists'],
  ['restrict_public_buckets', (value) => value === false, 'lets the public in where a policy says so'],
  ['acl', (value) => typeof value === 'string' && value.startsWith('public-'), 'is readable by anybody'],
  ['authorization_type', (value) => value === 'NONE', 'is called without any authentication'],
];

function switches({ type, before, after }: JudgedChange): Suspicion[] {
  return openValues.flatMap(([attribute, open, words]) =>
    Object.hasOwn(after, attribute) &&
    open(after[attribute]) &&
    !(Object.hasOwn(before, attribute) && open(before[attribute]))
      ? [
          publicity(`${type} ${words}`, [
            `${attribute}: ${shown(before[attribute]) ?? '(none)'} → ${shown(after[attribute]) ?? '(none)'}`,
          ]),
        ]
      : [],
  );
}

function policies({ type, before, after }: JudgedChange): Suspicion[] {
  // The policy of an endpoint narrows what passes through it; it gives nobody anything.
  if (type === 'aws_vpc_endpoint') return [];
  return Object.keys(after).flatMap((name) => {
    const statements = statementsOf(after[name]);
    if (statements === undefined) return [];
    const open = permissionChanges(statementsOf(before[name]) ?? [], statements).added.filter(isOpen);
    if (open.length === 0) return [];
    const what = /bucket/.test(type)
      ? 'bucket policy'
      : name === 'assume_role_policy'
        ? 'trust policy'
        : `${name} of ${type}`;
    return open.map((statement) =>
      publicity(`${what} allows any principal to ${verb(statement)}`, [`+ ${sentenceOf(statement)}`]),
    );
  });
}

/** A condition on who or whence closes what `*` opens; any other (`aws:SecureTransport`) does not. */
function isOpen({ effect, anyPrincipal, condition }: Statement): boolean {
  const narrows =
    /aws:(Principal(OrgID|OrgPaths|Account|Arn)|Source(Account|Arn|OrgID|Ip|Vpc|Vpce|VpcArn)|userid)|kms:(CallerAccount|ViaService)|:sub"/i;
  return effect === 'Allow' && anyPrincipal && !narrows.test(condition);
}

function verb({ actions }: Statement): string {
  if (actions.some((action) => action === '*' || action.endsWith(':*'))) return 'do anything';
  if (actions.every((action) => /:(Get|List|Describe|Head|Read)/.test(action))) return 'read';
  return actions.slice(0, 4).join(', ');
}

/** Google's words for everybody, and a Lambda function that anybody may call. */
function members({ type, before, after }: JudgedChange): Suspicion[] {
  const everybody = (values: JsonObject) =>
    /\ball(Authenticated)?Users\b/.test(`${shown(values.member) ?? ''} ${shown(values.members) ?? ''}`);
  if (everybody(after) && !everybody(before))
    return [publicity(`${type} gives ${shown(after.role) ?? 'a role'} to everybody`)];
  if (type !== 'aws_lambda_permission' || after.principal !== '*' || before.principal === '*') return [];
  if (shown(after.source_arn) !== undefined || isHidden(after.source_arn) || shown(after.source_account) !== undefined)
    return [];
  return [publicity('anybody may call the function')];
}
