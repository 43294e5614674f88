import { contractsJson } from './contracts-json';
import { datasetOf, datasets } from './datasets';
import { rulesetOf, rulesets } from './ruleset';

describe('rulesets', () => {
  it('are one for the gate and one for the rows of each dataset that has such rules', () => {
    expect(rulesets(datasets).map(({ dataset, kind }) => `${dataset}-${kind}`)).toEqual([
      'customer-gate',
      'customer-rows',
      'purchase-gate',
      'purchase-rows',
      'review-gate',
      'review-rows',
      'survey_response-gate',
      'survey_response-rows',
      'survey_route-gate',
    ]);
  });

  it('give rule names and rules in the same order', () => {
    const ruleset = rulesetOf(datasetOf('review'), 'rows');
    expect(ruleset?.names).toEqual(['review.rating_in_range', 'review.purchase_known']);
    expect(ruleset?.dqdl).toBe(
      'Rules = [\n  ColumnValues "rating_in_range" in ["true"],\n  ColumnValues "purchase_known" in ["true"]\n]',
    );
  });

  it('use nothing that Deequ and Glue evaluate differently or not at all', () => {
    for (const { dqdl } of rulesets(datasets)) {
      expect(dqdl).not.toMatch(/between|threshold|ReferentialIntegrity|CustomSql| and | or |where/);
    }
  });

  it('never hold two rules of one text, because outcomes are matched by it', () => {
    for (const dataset of datasets) {
      const texts = [...dataset.datasetRules, ...dataset.rowRules].map((rule) => rule.dqdl);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});

describe('contractsJson', () => {
  it('is the same text every time and ends with a line feed', () => {
    expect(contractsJson(datasets)).toBe(contractsJson(datasets));
    expect(contractsJson(datasets)).toMatch(/\}\n$/);
  });

  it('tells which rule needs which parent', () => {
    const { datasets: plain } = JSON.parse(contractsJson(datasets));
    const review = plain.find((dataset: { name: string }) => dataset.name === 'review');
    expect(review.rows.rules).toContainEqual({
      name: 'review.purchase_known',
      dqdl: 'ColumnValues "purchase_known" in ["true"]',
      meaning: 'The reviewed order is among the purchases of the run.',
      columns: ['purchase_id'],
      parent: 'purchase',
    });
  });
});
