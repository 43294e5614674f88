import { type Resource, textsIn } from '../stacks';

/** One statement of a policy document, lists made plain. */
export interface Statement {
  /** Empty where the statement has none. */
  readonly sid: string;
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  /** Allows all but what it names. */
  readonly inverted: boolean;
  /** Keys of its conditions, in lower case as AWS compares them. */
  readonly conditionKeys: readonly string[];
}

type OneOrMore = string | readonly string[];
interface StatementJson {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore>>;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of every policy document in a resource, `undefined` for a document that cannot be read. */
export function statementsOf(resource: Resource): readonly (Statement | undefined)[] {
  return textsIn(resource.arguments)
    .filter(({ text }) => /"Statement"|^\$\{jsonencode\(.*Statement/s.test(text))
    .flatMap(({ text }) => tryRead(text) ?? [undefined]);
}

function tryRead(text: string): Statement[] | undefined {
  try {
    const { Statement: found } = JSON.parse(text) as { Statement: StatementJson | StatementJson[] };
    return [found].flat().map(statementOf);
  } catch {
    return undefined;
  }
}

function statementOf(json: StatementJson): Statement {
  const { Principal: principal = {} } = json;
  return {
    sid: json.Sid ?? '',
    allows: json.Effect !== 'Deny',
    actions: listed(json.Action),
    resources: listed(json.Resource),
    principals: principal === '*' ? ['*'] : Object.values(principal).flatMap(listed),
    inverted: (json.NotAction ?? json.NotResource ?? json.NotPrincipal) !== undefined,
    conditionKeys: Object.values(json.Condition ?? {}).flatMap((keys) =>
      Object.keys(keys).map((key) => key.toLowerCase()),
    ),
  };
}

function listed(value: OneOrMore | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}
