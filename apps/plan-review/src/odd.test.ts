import fc from 'fast-check';
import { renderHtml } from './render/html';
import { longestMarkdown, renderMarkdown } from './render/markdown';
import { readPlan } from './read-plan';
import { review } from './review';

/** Names that the program looks for, so that odd values meet every place that reads them. */
const names = [
  ...['address', 'previous_address', 'type', 'mode', 'deposed', 'change', 'actions', 'action_reason', 'importing'],
  ...['before', 'after', 'after_unknown', 'before_sensitive', 'after_sensitive', 'replace_paths', 'reason'],
  ...['ingress', 'cidr_blocks', 'from_port', 'security_rule', 'settings', 'ip_configuration', 'authorized_networks'],
  ...['policy', 'Statement', 'Principal', 'AWS', 'Condition', 'inline_policy', 'members', 'role', 'policy_arn'],
  ...['status', 'instances', 'problems', 'message', 'root_module', 'resources', 'module_calls', 'module', 'outputs'],
  ...['resource_change', 'provider_config', 'full_name', 'variables', 'sensitive', '__proto__', 'constructor', 'x'],
];
const texts = [
  '__proto__',
  'constructor',
  'create',
  'update',
  'delete',
  'no-op',
  'forget',
  'fail',
  'managed',
  'data',
  '{"Statement":[1]}',
  '[',
  '',
];
const types = [
  '__proto__',
  'constructor',
  'aws_security_group',
  'google_sql_database_instance',
  'azurerm_network_security_group',
  'azurerm_role_assignment',
];
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false, 0, -1, 1e300), fc.constantFrom(...texts, ...types), fc.string()),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));
const resource = fc.record(
  {
    address: value,
    type: fc.constantFrom(...types),
    change: fc.record(
      {
        actions: fc.subarray(['delete', 'create', 'update', 'read', 'forget', 'no-op'], { maxLength: 2 }),
        before: value,
        after: value,
        after_unknown: value,
        before_sensitive: value,
        after_sensitive: value,
        replace_paths: value,
      },
      { requiredKeys: ['actions'] },
    ),
  },
  { requiredKeys: ['type', 'change'] },
);
const parts = ['resource_drift', 'output_changes', 'checks', 'deferred_changes', 'action_invocations'];
const plan = fc.record(
  {
    resource_changes: fc.oneof(fc.array(resource, { maxLength: 4 }), value),
    ...Object.fromEntries(
      [...parts, 'configuration', 'variables', 'prior_state', 'timestamp'].map((name) => [name, value]),
    ),
  },
  { requiredKeys: [] },
);

describe('a plan whose parts are of any shape', () => {
  it('is reviewed, never a reason to fall over', () => {
    fc.assert(
      fc.property(plan, (content) => {
        const text = JSON.stringify({ format_version: '1.2', planned_values: {}, ...content });
        const result = review([{ stack: 'odd', load: () => readPlan(Buffer.from(text), 'odd.json') }]);
        expect(renderMarkdown(result).length).toBeLessThanOrEqual(longestMarkdown);
        expect(renderHtml(result)).toContain('</html>');
      }),
      { seed: 20_250_402, numRuns: 400 },
    );
  });
});
