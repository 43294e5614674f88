import { joinStatements } from './join-statements';

/** One statement of an IAM policy, in the words of the policy language. */
export interface PolicyStatement {
  /** Says what the statement is for; letters and digits only, as IAM wants. */
  readonly sid: string;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** What the statement is about. One of `actions` and `notActions`. */
  readonly actions?: readonly string[];
  /** All but these; for statements that deny. */
  readonly notActions?: readonly string[];
  /** Exact ARNs. Left out in trust policies. A lone `*` needs `wildcardReason`. */
  readonly resources?: readonly string[];
  /** All but these; for statements that deny. */
  readonly notResources?: readonly string[];
  /** Why the resource cannot be named: the API takes no resource, or the ARN is not known. */
  readonly wildcardReason?: string;
  readonly principals?: Readonly<Record<string, readonly string[]>> | '*';
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * A policy document as JSON text, keys in a fixed order so that equal policies are equal bytes. Statements of one id are
 * joined (`joinStatements`).
 *
 * @throws Error when a statement allows the resource `*` without a `wildcardReason`, allows all actions or resources but
 * some, or is about no actions.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: joinStatements(statements).map((statement) => {
      const {
        sid,
        effect = 'Allow',
        actions,
        notActions,
        resources,
        notResources,
        wildcardReason,
        principals,
        conditions,
      } = statement;
      if (effect === 'Allow' && resources?.includes('*') && wildcardReason === undefined && principals === undefined) {
        throw new Error(`statement '${sid}' allows the resource '*'; name the resources or give 'wildcardReason'`);
      }
      if ((actions === undefined) === (notActions === undefined) || (effect === 'Allow' && actions === undefined)) {
        throw new Error(`statement '${sid}' must have 'actions', or 'notActions' where it denies`);
      }
      if (notResources !== undefined && (effect === 'Allow' || resources !== undefined)) {
        throw new Error(`statement '${sid}' must have 'resources', or 'notResources' where it denies`);
      }
      return {
        Sid: sid,
        Effect: effect,
        ...(principals === undefined ? {} : { Principal: principals === '*' ? '*' : plain(principals) }),
        ...(actions === undefined ? {} : { Action: single(actions) }),
        ...(notActions === undefined ? {} : { NotAction: single(notActions) }),
        ...(resources === undefined ? {} : { Resource: single(resources) }),
        ...(notResources === undefined ? {} : { NotResource: single(notResources) }),
        ...(conditions === undefined ? {} : { Condition: conditions }),
      };
    }),
  });
}

/** IAM returns one-element lists as plain strings; writing them so keeps plans empty. */
function single(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function plain(principals: Readonly<Record<string, readonly string[]>>): Record<string, string | readonly string[]> {
  return Object.fromEntries(Object.entries(principals).map(([kind, values]) => [kind, single(values)]));
}
