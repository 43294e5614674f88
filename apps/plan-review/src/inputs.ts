import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UnreadableInputError } from './errors';

/** The stack of each argument: `NAME=FILE`, the file's name, or its folder's when the file is just called a plan. */
export function stackNames(args: readonly string[]): { stack: string; file: string }[] {
  const named = args.map((arg) => {
    const sign = arg.indexOf('=');
    if (sign > 0 && !existsSync(arg)) return { stack: arg.slice(0, sign), file: arg.slice(sign + 1) };
    return { stack: nameOfFile(arg), file: arg };
  });
  const seen = new Set<string>();
  for (const { stack, file } of named) {
    if (seen.has(stack))
      throw new UnreadableInputError(`${file}: two plans are named '${stack}'; name them with NAME=FILE`);
    seen.add(stack);
  }
  return named;
}

function nameOfFile(file: string): string {
  if (file === '-') return 'plan';
  const base = path.basename(file).replace(/(\.tfplan|\.plan)?(\.json)?$/i, '');
  const plain = /^(|plan|tfplan|show|out)$/i.test(base);
  const folder = path.basename(path.dirname(path.resolve(file)));
  return plain && folder !== '' ? folder : base;
}

/** Providers and versions of the `.terraform.lock.hcl` beside a plan: `hashicorp/aws 5.100.0`. */
export function lockedProviders(file: string): string[] {
  const lock = path.join(path.dirname(file), '.terraform.lock.hcl');
  if (file === '-' || !existsSync(lock)) return [];
  const blocks = readFileSync(lock, 'utf8').matchAll(/provider "([^"]+)" \{\s*version\s*=\s*"([^"]+)"/g);
  return [...blocks].map(([, address = '', version = '']) => `${address.split('/').slice(-2).join('/')} ${version}`);
}
