import { objectOf } from './json';
import type { JsonPart } from './json-part';

/** Arguments that the configuration sets for a resource; nothing when the plan comes without its configuration. */
export type Configured = (address: string) => ReadonlySet<string> | undefined;

/** Modules within modules that are followed. */
const deepest = 50;

/** What the configuration sets. In memory is only where each resource stands in it, by its address without indexes. */
export function configuredIn(content: JsonPart): Configured {
  const resources = new Map<string, JsonPart>();
  collect(content.at('configuration', 'root_module'), '', resources);
  return (address) => {
    const resource = resources.get(address.replace(/\[[^\]]*\]/g, ''));
    return resource && new Set(Object.keys(objectOf(objectOf(resource.value()).expressions)));
  };
}

function collect(module: JsonPart, prefix: string, into: Map<string, JsonPart>, depth = 0): void {
  for (const resource of module.at('resources').items()) {
    into.set(`${prefix}${String(objectOf(resource.value()).address)}`, resource);
  }
  if (depth > deepest) return;
  for (const [name, call] of module.at('module_calls').members()) {
    collect(call.at('module'), `${prefix}module.${name}.`, into, depth + 1);
  }
}
