import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkTables } from './check-tables';
import { InputError } from './input-error';

const folderWith = (header: string) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'inputs-'));
  writeFileSync(path.join(folder, 'review.csv'), `${header}\n`);
  return folder;
};

describe('checkTables', () => {
  it('refuses a file that lacks a column, by the name of both', async () => {
    const check = checkTables(
      folderWith('review_id,purchase_id,customer_id,product_id,category,title,body,created_at'),
    );
    await expect(check).rejects.toThrow(InputError);
    await expect(check).rejects.toThrow('review.csv: the header lacks rating; it must have');
  });

  it('accepts the columns in any order and more than are known', async () => {
    const header = 'color,created_at,body,title,rating,category,product_id,customer_id,purchase_id,review_id';
    await expect(checkTables(folderWith(header))).resolves.toBeUndefined();
  });
});
