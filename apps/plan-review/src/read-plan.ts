import { UnreadableInputError } from './errors';
import { isObject, type JsonObject, own, parseJson, textOf } from './json';
import { sha256 } from './text';

/** A plan as read: its content and the hash by which `verify` knows it. */
export interface PlanDocument {
  readonly content: JsonObject;
  /** SHA-256 of the JSON text as UTF-8, without byte order mark and surrounding space. */
  readonly hash: string;
  readonly warnings: readonly string[];
}

/** Minor versions of the format that this program was written for. @see https://developer.hashicorp.com/terraform/internals/json-format */
const knownMinors: Readonly<Record<string, number>> = { '0': 2, '1': 2 };

/** The JSON of `terraform show -json`, in UTF-8 or UTF-16. Throws {@link UnreadableInputError} with one sentence. */
export function readPlan(bytes: Buffer, source: string): PlanDocument {
  const text = decode(bytes, source).trim();
  const content = parse(text, source);
  return { content, hash: sha256(text), warnings: formatWarnings(content, source) };
}

function decode(bytes: Buffer, source: string): string {
  if (bytes.length === 0) throw new UnreadableInputError(`${source}: the file is empty`);
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) {
    throw new UnreadableInputError(
      `${source}: this is a binary plan; write it as JSON first with 'terraform show -json ${source} > plan.json'`,
    );
  }
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (second === 0 && first !== 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && second !== 0) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableInputError(`${source}: the file is neither UTF-8 nor UTF-16 text, so it is no plan in JSON`);
  }
}

function parse(text: string, source: string): JsonObject {
  let content: unknown;
  try {
    content = parseJson(text);
  } catch (error) {
    if (error instanceof RangeError) throw nestedTooDeeply(source);
    const log = /^\{[^\n]*"@level"/.test(text);
    throw new UnreadableInputError(
      log
        ? `${source}: this is the log of 'terraform plan -json'; save the plan with -out and use 'terraform show -json'`
        : `${source}: the file is not JSON (broken or cut off); write it with 'terraform show -json'`,
    );
  }
  if (!isObject(content) || textOf(content.format_version) === undefined) {
    const state = isObject(content) && 'lineage' in content;
    throw new UnreadableInputError(
      `${source}: this is ${state ? 'a Terraform state' : 'JSON'}, but no Terraform plan (it has no format_version)`,
    );
  }
  const planned = ['resource_changes', 'planned_values', 'output_changes', 'action_invocations', 'configuration'];
  if (!planned.some((key) => key in content)) {
    throw new UnreadableInputError(
      `${source}: this is a Terraform state as JSON, not a plan; show the saved plan instead`,
    );
  }
  return content;
}

/** What to say of a plan whose values lie deeper in each other than a program can walk. */
export function nestedTooDeeply(source: string): UnreadableInputError {
  return new UnreadableInputError(`${source}: the values are nested too deeply to be reviewed`);
}

function formatWarnings(content: JsonObject, source: string): string[] {
  const version = String(content.format_version);
  const [major = '', minor = ''] = version.split('.');
  const known = own(knownMinors, major);
  if (known === undefined || !/^\d+$/.test(minor)) {
    throw new UnreadableInputError(
      `${source}: plan format ${JSON.stringify(version.slice(0, 20))} is unknown; majors 0 and 1 are read`,
    );
  }
  return Number(minor) > known
    ? [`plan format ${major}.${minor} is newer than this program knows; new parts may be missing here`]
    : [];
}
