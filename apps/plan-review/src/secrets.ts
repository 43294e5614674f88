import { createHash } from 'node:crypto';
import { isObject, parsedJson } from './json';

const secretName =
  /(^|_)(password|passwd|passphrase|pwd|secret|secret_(string|value|key|access_key)|token|private_key|api_key|apikey|access_key|auth_key|signing_key|credentials?|connection_string|client_secret|webhook_url)$/;

/** Whether a name announces a secret (`DB_PASSWORD`, `clientSecret`) and the value could be one: no ARN, no reference. */
export function isSecretName(name: string, value: string): boolean {
  return value !== '' && announces(name) && !/^arn:|^\$\{|^\{\{resolve:/.test(value);
}

function announces(name: string): boolean {
  if (!/pass|pwd|secret|token|key|cred|connection|webhook/i.test(name)) return false;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_');
  return secretName.test(words.toLowerCase());
}

/** Shortest secret that is looked for inside other values; shorter ones would mask ordinary words. */
const shortestTaint = 6;
/** Longest text that is remembered as it is. */
const longestKnown = 64;
/** The sensitive texts of one plan, of long ones the hash, so that their copies in unmarked places are masked as well. */
export class Taint {
  readonly #whole = new Set<string>();
  readonly #wholeLengths = new Set<number>();
  /** Every form of a secret, the lengths by its first characters, a small filter in front: looking is linear in the text. */
  readonly #forms = new Set<string>();
  readonly #lengths = new Map<string, number[]>();
  readonly #filter = new Uint8Array(1 << 16);

  /** Remembers every text of a value that is marked as sensitive. */
  add(value: unknown, marks: unknown, depth = 0): void {
    if (depth > 200 || value === null || value === undefined || marks === undefined || marks === false) return;
    if (typeof value === 'string') {
      if (marks !== true || value.length < shortestTaint || value.startsWith('arn:')) return;
      this.#remember(value);
      const inner = parsedJson(value);
      if (inner !== undefined) this.add(inner, true, depth + 1);
    } else if (Array.isArray(value)) {
      const items = value as unknown[];
      items.forEach((item, at) => {
        this.add(item, Array.isArray(marks) ? (marks as unknown[])[at] : marks === true, depth + 1);
      });
    } else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        this.add(item, marks === true ? true : isObject(marks) ? marks[key] : undefined, depth + 1);
      }
    }
  }

  /** Whether a text is itself a sensitive one. */
  covers(text: string): boolean {
    return this.#wholeLengths.has(text.length) && this.#whole.has(known(text));
  }

  /** The text with every sensitive text inside it masked, also as JSON and base64 write it. */
  clean(text: string): string {
    if (this.#whole.size === 0 || text.length < shortestTaint) return text;
    let out = '';
    let shown = 0;
    for (let at = 0; at + shortestTaint <= text.length; at++) {
      if (this.#filter[bucket(text, at)] === 0) continue;
      const lengths = this.#lengths.get(text.slice(at, at + shortestTaint));
      const found = lengths?.find(
        (length) => at + length <= text.length && this.#forms.has(known(text.slice(at, at + length))),
      );
      if (found === undefined) continue;
      out += `${text.slice(shown, at)}(sensitive)`;
      shown = at + found;
      at = shown - 1;
    }
    return out + text.slice(shown);
  }

  #remember(secret: string): void {
    if (this.covers(secret)) return;
    this.#whole.add(known(secret));
    this.#wholeLengths.add(secret.length);
    const written = [secret, JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')];
    for (const form of new Set(written)) {
      const start = form.slice(0, shortestTaint);
      this.#filter[bucket(form, 0)] = 1;
      this.#forms.add(known(form));
      const lengths = this.#lengths.get(start) ?? [];
      if (lengths.includes(form.length)) continue;
      this.#lengths.set(
        start,
        [...lengths, form.length].sort((a, b) => b - a),
      );
    }
  }
}

function known(text: string): string {
  return text.length <= longestKnown ? text : createHash('sha256').update(text, 'utf16le').digest('base64');
}

function bucket(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}
