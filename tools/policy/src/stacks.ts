import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One resource of a synthesized stack. */
export interface Resource {
  /** Terraform's name of the type: `aws_s3_bucket`. */
  readonly type: string;
  readonly logicalId: string;
  /** Construct path, for people; the stack is its first part. */
  readonly construct: string;
  /** Arguments as they stand in the JSON, without the metadata. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Reasons that `giveReason` left, by what they are reasons for. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** A synthesized stack. */
export interface Stack {
  /** Path of its JSON below the folder that was read. */
  readonly file: string;
  /** Its folder's name: `dev-network`. */
  readonly name: string;
  /** What stands before the tier in its name: `dev`. */
  readonly environment: string;
  readonly resources: readonly Resource[];
  /** Tags that the AWS provider gives to everything, by the provider's alias; `''` is the one without. */
  readonly defaultTags: Readonly<Record<string, Tags>>;
}

/** Tags by their keys. */
export type Tags = Readonly<Record<string, string>>;

interface StackJson {
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly provider?: { readonly aws?: { readonly alias?: string; readonly default_tags?: { tags?: Tags }[] }[] };
}

interface Notes {
  readonly metadata?: { readonly path: string };
  readonly reasons?: Readonly<Record<string, string>>;
}

/** Every synthesized stack below a folder, as paths of its JSON. */
export function stackFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'cdk.tf.json')
    .sort();
}

/** Reads every synthesized stack below a folder. */
export function readStacks(folder: string): readonly Stack[] {
  return stackFiles(folder).map((file) => stackOf(file, readFileSync(path.join(folder, file), 'utf8')));
}

/** A stack from its JSON's text. */
export function stackOf(file: string, text: string): Stack {
  const { resource = {}, provider } = JSON.parse(text) as StackJson;
  const name = path.basename(path.dirname(file));
  return {
    file,
    name,
    environment: name.replace(/-.*/, ''),
    resources: Object.entries(resource).flatMap(([type, byId]) =>
      Object.entries(byId).map(([logicalId, { '//': notes, ...rest }]) => {
        const { metadata, reasons = {} } = (notes ?? {}) as Notes;
        return { type, logicalId, construct: metadata?.path ?? logicalId, arguments: rest, reasons };
      }),
    ),
    defaultTags: Object.fromEntries(
      (provider?.aws ?? []).map(({ alias = '', default_tags: tags }) => [alias, tags?.[0]?.tags ?? {}]),
    ),
  };
}

/** Whether a value anywhere in it refers to a resource of the same stack. */
export function refersTo(value: unknown, { type, logicalId }: Resource): boolean {
  return JSON.stringify(value ?? null).includes(`${type}.${logicalId}.`);
}

/** Every text in a value, with the name of the argument that holds it. */
export function textsIn(value: unknown, argument = ''): { readonly argument: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ argument, text: value }];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, argument));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, key));
}

/** Every resource of a type, with its stack. */
export function resourcesOf(
  stacks: readonly Stack[],
  type: string,
): { readonly stack: Stack; readonly resource: Resource }[] {
  return stacks.flatMap((stack) =>
    stack.resources.filter((resource) => resource.type === type).map((resource) => ({ stack, resource })),
  );
}
