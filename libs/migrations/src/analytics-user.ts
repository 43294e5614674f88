import { datasets, viewOf } from '@mall/datasets';
import type { DatabaseUser } from './database-user';

/** Name of the database user that the extract job works as. */
export const analyticsUser = 'analytics';

/** Reads the three views, and nothing else. */
export const analyticsReader: DatabaseUser = {
  name: analyticsUser,
  grants: datasets.filter(({ source }) => source === 'table').map((dataset) => `SELECT ON ${viewOf(dataset)}`),
};
