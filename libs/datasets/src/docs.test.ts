import { readFileSync } from 'node:fs';
import path from 'node:path';
import { datasets } from './datasets';
import { datasetsPage } from './docs';

describe('docs/datasets.md', () => {
  it('says what the contracts say; `npx nx run datasets:docs` writes it anew', () => {
    expect(readFileSync(path.join(__dirname, '../../../docs/datasets.md'), 'utf8')).toBe(datasetsPage(datasets));
  });
});
