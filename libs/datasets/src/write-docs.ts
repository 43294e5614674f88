import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { datasets } from './datasets';
import { datasetsPage } from './docs';

writeFileSync(path.join(__dirname, '../../../docs/datasets.md'), datasetsPage(datasets));
