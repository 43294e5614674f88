import { objectOf, textOf } from './json';
import type { JsonPart } from './json-part';
import type { StackSummary } from './model';
import { cut, plain } from './text';

/** What made the plan and when. */
export function headerOf(content: JsonPart): Pick<StackSummary, 'terraform' | 'time'> {
  const terraform = textOf(content.at('terraform_version').value());
  const time = textOf(content.at('timestamp').value());
  return {
    ...(terraform === undefined ? {} : { terraform: cut(plain(terraform), 40) }),
    ...(time === undefined ? {} : { time: cut(plain(time), 40) }),
  };
}

/** The providers that the configuration asks for, with their constraints. */
export function constrainedProviders(content: JsonPart): string[] {
  const names = new Set<string>();
  for (const [, part] of content.at('configuration', 'provider_config').members()) {
    const provider = objectOf(part.value());
    const name = (textOf(provider.full_name) ?? textOf(provider.name) ?? 'provider').split('/').slice(-2).join('/');
    names.add(`${name} ${textOf(provider.version_constraint) ?? ''}`.trim());
  }
  return [...names];
}
