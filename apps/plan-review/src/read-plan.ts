import { createHash } from 'node:crypto';
import { type Bytes, HeldBytes } from './bytes/bytes';
import { utf8Of } from './bytes/utf8';
import { UnreadableInputError } from './errors';
import { own, textOf } from './json';
import { isSpace } from './json-children';
import { JsonPart } from './json-part';

/** A plan that can be read part by part, and the hash by which `verify` knows it. */
export interface PlanDocument {
  readonly content: JsonPart;
  /** SHA-256 of the JSON text as UTF-8, without byte order mark and surrounding space. */
  readonly hash: string;
  readonly warnings: readonly string[];
  /** Throws {@link UnreadableInputError} when the plan is no longer the one that the hash was taken of. */
  confirm(): void;
  /** Lets go of the file; nothing can be read afterwards. */
  close(): void;
}

/** Minor versions of the format that this program was written for. @see https://developer.hashicorp.com/terraform/internals/json-format */
const knownMinors: Readonly<Record<string, number>> = { '0': 2, '1': 2 };

/** The JSON of `terraform show -json`, in UTF-8 or UTF-16. Throws {@link UnreadableInputError} with one sentence. */
export function readPlan(input: Buffer | Bytes, source: string): PlanDocument {
  let bytes = Buffer.isBuffer(input) ? new HeldBytes(input) : input;
  try {
    bytes = utf8Of(bytes, source);
    return documentIn(bytes, source);
  } catch (error) {
    bytes.close();
    throw error;
  }
}

function documentIn(bytes: Bytes, source: string): PlanDocument {
  const [start, end] = textIn(bytes);
  const content = new JsonPart(bytes, start, end);
  try {
    content.check();
  } catch (error) {
    if (error instanceof RangeError) throw nestedTooDeeply(source);
    throw error instanceof SyntaxError ? brokenJson(bytes.text(start, Math.min(end, start + 4096)), source) : error;
  }
  refuseOthers(content, source);
  const hash = hashOf(bytes, start, end);
  return {
    content,
    hash,
    warnings: formatWarnings(content, source),
    confirm: () => {
      if (hashOf(bytes, start, end) !== hash) throw changedMeanwhile(source);
    },
    close: () => {
      bytes.close();
    },
  };
}

/** Where the text begins and ends without byte order mark and surrounding space. */
function textIn(bytes: Bytes): [start: number, end: number] {
  const marked = bytes.from(0).subarray(0, 3).equals(Buffer.from('\ufeff'));
  let [start, end] = [marked ? 3 : 0, bytes.size];
  while (start < end && isSpace(bytes.from(start)[0] as number)) start += 1;
  for (let space = 1; space > 0 && end > start; end -= space) {
    const tail = bytes.text(Math.max(start, end - 1024), end);
    space = tail.length - tail.replace(/[ \t\r\n]+$/, '').length;
  }
  return [start, end];
}

function hashOf(bytes: Bytes, start: number, end: number): string {
  const hash = createHash('sha256');
  for (let place = start; place < end;) {
    const chunk = bytes.from(place).subarray(0, end - place);
    if (chunk.length === 0) break;
    hash.update(chunk);
    place += chunk.length;
  }
  return hash.digest('hex');
}

function refuseOthers(content: JsonPart, source: string): void {
  if (textOf(content.at('format_version').value()) === undefined) {
    const state = content.has('lineage');
    throw new UnreadableInputError(
      `${source}: this is ${state ? 'a Terraform state' : 'JSON'}, but no Terraform plan (it has no format_version)`,
    );
  }
  const planned = ['resource_changes', 'planned_values', 'output_changes', 'action_invocations', 'configuration'];
  if (!planned.some((key) => content.has(key))) {
    throw new UnreadableInputError(
      `${source}: this is a Terraform state as JSON, not a plan; show the saved plan instead`,
    );
  }
}

function brokenJson(start: string, source: string): UnreadableInputError {
  const log = /^\{[^\n]*"@level"/.test(start);
  return new UnreadableInputError(
    log
      ? `${source}: this is the log of 'terraform plan -json'; save the plan with -out and use 'terraform show -json'`
      : `${source}: the file is not JSON (broken or cut off); write it with 'terraform show -json'`,
  );
}

/** What to say of a plan whose values lie deeper in each other than a program can walk. */
export function nestedTooDeeply(source: string): UnreadableInputError {
  return new UnreadableInputError(`${source}: the values are nested too deeply to be reviewed`);
}

/** What to say of a plan that somebody writes while it is read. */
export function changedMeanwhile(source: string): UnreadableInputError {
  return new UnreadableInputError(`${source}: the plan was changed while it was read; review it again`);
}

function formatWarnings(content: JsonPart, source: string): string[] {
  const version = String(content.at('format_version').value());
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
