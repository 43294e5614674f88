import type { GlueColumn } from './glue-columns';

/** Name of the catalog's table of bad rows. */
export const quarantineTable = 'quarantine';

/**
 * The quarantine's records, as the quality job writes them, a JSON document a line. A run of a dataset adds its bad rows
 * and a record without a key that says that it judged the dataset, so that what is open now can be told from what was.
 */
export const quarantineColumns: readonly GlueColumn[] = [
  { name: 'dataset', type: 'string', comment: 'Dataset of the row' },
  { name: 'part', type: 'string', comment: 'Quarter of a survey; empty for a table' },
  { name: 'run_id', type: 'string', comment: 'Workflow run that judged the row' },
  { name: 'as_of', type: 'string', comment: 'Start of that run, ISO 8601 in UTC' },
  {
    name: 'state',
    type: 'string',
    comment: 'bad; mended: bad without its correction; judged: the run judged the part, and this is no row',
  },
  { name: 'key', type: 'string', comment: "Key of the row, its columns joined by '/'; NULL where it has none" },
  { name: 'rules', type: 'array<string>', comment: 'Names of the rules that the row breaks' },
  {
    name: 'masked_values',
    type: 'map<string,string>',
    comment: 'The values that these rules look at, by column, cut and masked',
  },
];
