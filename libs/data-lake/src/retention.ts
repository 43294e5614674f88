import type { DatasetContract } from '@mall/datasets';
import type { LifecycleRule } from '@mall/foundation';

/** Days that raw snapshots stay at hand before they move to Deep Archive: any night of the last month can be run again. */
const RAW_AT_HAND_DAYS = 30;

/** Days by which the report of a survey ends before the survey: more than S3 may take to do what was due. */
const REPORTS_BEFORE_DAYS = 30;

/** Landing, whole: 30 days (the privacy definition of the landing bucket); mended rows two: the next night's run takes them. */
export const landing: readonly LifecycleRule[] = [
  { name: 'workbooks', prefix: '', expireAfterDays: 30 },
  { name: 'mended', prefix: 'mended/', expireAfterDays: 2 },
];

/** Quarantine: bad rows 90 days, rejected click lines 14 days (the privacy definitions of both), answers about bad rows a week. */
export const quarantine: readonly LifecycleRule[] = [
  { name: 'rows', prefix: 'rows/', expireAfterDays: 90 },
  { name: 'errors', prefix: 'errors/', expireAfterDays: 14 },
  { name: 'athena', prefix: 'athena/', expireAfterDays: 7 },
];

/** Results: Athena's own files a week, figures of runs a year. Analyses are overwritten in place and stay. */
export const results: readonly LifecycleRule[] = [
  { name: 'athena', prefix: 'athena/', expireAfterDays: 7 },
  { name: 'runs', prefix: 'runs/', expireAfterDays: 365 },
];

/**
 * Raw: snapshots of tables move to Deep Archive after 30 days and end with their contract's retention; what passed the
 * gate is curated in the same run and stays as long as snapshots are at hand. Staged surveys are all that is left of a quarter
 * once its workbook is gone, and every run makes the curated tables of them: they end with their contract's retention too, which
 * curated rows, never older than a night, would not. What is staged again begins anew.
 */
export function raw(datasets: readonly DatasetContract[]): readonly LifecycleRule[] {
  const surveys = datasets.filter(({ source }) => source === 'survey');
  return [
    ...datasets
      .filter(({ source }) => source === 'table')
      .map(({ name, retentionDays }): LifecycleRule => ({
        name: ruleName(name),
        prefix: `${name}/`,
        expireAfterDays: retentionDays,
        transitions: [{ afterDays: RAW_AT_HAND_DAYS, storageClass: 'DEEP_ARCHIVE' }],
      })),
    { name: 'passed', prefix: 'passed/', expireAfterDays: RAW_AT_HAND_DAYS },
    ...surveys.map(({ name, retentionDays }) => ({
      name: `staged-${ruleName(name)}`,
      prefix: `staged/${name}/`,
      expireAfterDays: retentionDays,
    })),
    ...(surveys.length === 0 ? [] : [reportsOf(surveys)]),
  ];
}

/** S3 ends objects one by one, and a run counts a quarter against its report if there is one: that must not outlive the quarter. */
function reportsOf(surveys: readonly DatasetContract[]): LifecycleRule {
  const shortest = Math.min(...surveys.map(({ retentionDays }) => retentionDays));
  return { name: 'staged-reports', prefix: 'staged/reports/', expireAfterDays: shortest - REPORTS_BEFORE_DAYS };
}

/**
 * Curated: each dataset as long as its contract says; clicks that could not be converted 14 days; what a curate job wrote
 * aside and died over, two days, since the next night's run begins anew.
 */
export function curated(datasets: readonly DatasetContract[]): readonly LifecycleRule[] {
  return [
    ...datasets.map(({ name, retentionDays }) => ({
      name: ruleName(name),
      prefix: `${name}/`,
      expireAfterDays: retentionDays,
    })),
    { name: 'errors', prefix: 'errors/', expireAfterDays: 14 },
    { name: 'aside', prefix: '_aside/', expireAfterDays: 2 },
  ];
}

function ruleName(dataset: string): string {
  return dataset.replaceAll('_', '-');
}
