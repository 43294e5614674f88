import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleMall } from './code';
import { type Environment, environments } from './environments';
import { writeMall } from './write-mall';

/** A statement as IAM is given it. */
interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

interface StackJson {
  readonly resource?: {
    readonly aws_iam_role?: Readonly<Record<string, { readonly name: string; readonly assume_role_policy: string }>>;
    readonly aws_iam_role_policy?: Readonly<Record<string, { readonly role: string; readonly policy: string }>>;
  };
}

const folder = mkdtempSync(path.join(tmpdir(), 'mall-roles-'));
let roles: Readonly<Record<'dev' | 'prod', Readonly<Record<string, readonly Statement[]>>>>;

beforeAll(() => {
  const code = bundleMall();
  roles = { dev: rolesOf(environments.dev, code), prod: rolesOf(environments.prod, code) };
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Of production's roles alone: the tables of the two-tier system come by DMS, and development begins without them. */
const migration = ['dms-cloudwatch-logs-role', 'dms-vpc-role', 'migration-mall', 'migration-two-tier'];

describe('the roles of production', () => {
  it('are those of development, which a twin holds statement by statement, and those of the migration', () => {
    expect(Object.keys(roles.prod).sort()).toEqual([...Object.keys(roles.dev), ...migration].sort());
  });

  it('may do what those of development may, by the same statements', () => {
    const told = (of: typeof roles.dev) =>
      Object.keys(roles.dev).map((role) => [role, of[role]?.map(({ Sid, Effect, Action }) => [Sid, Effect, Action])]);
    expect(told(roles.prod)).toEqual(told(roles.dev));
  });
});

describe.each(['dev', 'prod'] as const)('a role of %s', (environment) => {
  it('is told nothing twice: none of its statements is a part of another', () => {
    const parts = Object.entries(roles[environment]).flatMap(([role, statements]) =>
      statements
        .filter((one) => statements.some((other) => other !== one && isPartOf(one, other)))
        .map(({ Sid }) => `${role}: ${Sid}`),
    );
    expect(parts).toEqual([]);
  });
});

/**
 * Every role by its name without the environment: who may take it, and what is granted to it by policies of its stack; by
 * its id, each policy that a stack gives to a role of another.
 */
function rolesOf(
  environment: Environment,
  code: ReturnType<typeof bundleMall>,
): Readonly<Record<string, readonly Statement[]>> {
  const out = path.join(folder, environment.name);
  writeMall(environment, code, out);
  const stacks = readdirSync(path.join(out, 'stacks')).map(
    (name) => JSON.parse(readFileSync(path.join(out, 'stacks', name, 'cdk.tf.json'), 'utf8')) as StackJson,
  );
  return Object.fromEntries(
    stacks.flatMap(({ resource = {} }) => {
      const policies = Object.entries(resource.aws_iam_role_policy ?? {});
      const own = Object.entries(resource.aws_iam_role ?? {}).map(([id, { name, assume_role_policy }]) => {
        const granted = policies.filter(([, { role }]) => role.includes(`.${id}.`)).map(([, { policy }]) => policy);
        return [
          name.replace(`mall-${environment.name}-`, ''),
          [assume_role_policy, ...granted].flatMap(statementsOf),
        ] as const;
      });
      const toOthers = policies.filter(([, { role }]) => role.includes('cross-stack-reference'));
      return [...own, ...toOthers.map(([id, { policy }]) => [id, statementsOf(policy)] as const)];
    }),
  );
}

function statementsOf(text: string): readonly Statement[] {
  return (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement;
}

function isPartOf(one: Statement, other: Statement): boolean {
  return (
    one.Effect === other.Effect &&
    JSON.stringify(one.Condition) === JSON.stringify(other.Condition) &&
    one.Resource !== undefined &&
    isWithin(one.Action, other.Action) &&
    isWithin(one.Resource, other.Resource ?? [])
  );
}

function isWithin(some: string | readonly string[], all: string | readonly string[]): boolean {
  const patterns = [all].flat();
  const fits = (name: string, pattern: string) =>
    pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));
  return [some].flat().every((name) => patterns.some((pattern) => fits(name, pattern)));
}
