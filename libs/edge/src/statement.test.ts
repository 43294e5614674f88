import { capacityOf, type Statement, type XssMatch } from './statement';

const script = (...types: ('NONE' | 'URL_DECODE' | 'HTML_ENTITY_DECODE')[]): XssMatch => ({
  xss_match_statement: {
    field_to_match: { query_string: {} },
    text_transformation: types.map((type, priority) => ({ priority, type })),
  },
});

describe('the capacity of a statement', () => {
  it.each<[string, Statement, number]>([
    ['of a script', script('NONE'), 40],
    ['of a script that is decoded twice', script('URL_DECODE', 'HTML_ENTITY_DECODE'), 60],
    ['of either of two', { or_statement: { statement: [script('NONE'), script('URL_DECODE')] } }, 90],
    [
      'of a size',
      {
        size_constraint_statement: {
          field_to_match: { uri_path: {} },
          comparison_operator: 'GT',
          size: 1024,
          text_transformation: [{ priority: 0, type: 'NONE' }],
        },
      },
      1,
    ],
    ['of a rate', { rate_based_statement: { aggregate_key_type: 'IP', limit: 100, evaluation_window_sec: 60 } }, 2],
    [
      'of a group that AWS manages',
      { managed_rule_group_statement: { vendor_name: 'AWS', name: 'AWSManagedRulesCommonRuleSet' } },
      700,
    ],
  ])('is that %s', (_, statement, units) => {
    expect(capacityOf(statement)).toBe(units);
  });
});
