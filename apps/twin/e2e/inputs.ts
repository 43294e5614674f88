import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import writeExcelFile from 'write-excel-file/node';
import { projectRoot } from '../src/paths';
import { newFolder } from './twin';

const head = {
  customer: 'customer_id,name,name_kana,email,phone,postal_code,address,birth_date,gender,joined_at',
  purchase:
    'purchase_id,customer_id,product_id,product_name,category,quantity,unit_price_jpy,purchased_at,payment_method,card_last4,status',
  review: 'review_id,purchase_id,customer_id,product_id,category,rating,title,body,created_at',
};

/** A shop of 100 purchases, `unknown` of which were made by nobody that is known. */
export function shopWith(unknown: number): string {
  const folder = newFolder();
  const numbers = Array.from({ length: 100 }, (_, at) => at + 1);
  const write = (name: keyof typeof head, lines: readonly string[]) => {
    writeFileSync(path.join(folder, `${name}.csv`), `${[head[name], ...lines].join('\n')}\n`);
  };
  write(
    'customer',
    numbers.map(
      (n) =>
        `c${n},山田 花子,ヤマダ ハナコ,c${n}@example.jp,090-0000-0000,010-0001,東京都,1990-01-01,female,2023-01-01 00:00:00`,
    ),
  );
  write(
    'purchase',
    numbers.map(
      (n) =>
        `p${n},${n <= unknown ? 'nobody' : 'c'}${n},i${n},Shirt,Tops,1,${1000 + n},2024-05-01 10:00:00,card,1234,paid`,
    ),
  );
  write(
    'review',
    numbers.map((n) => `r${n},p${n},c${n},i${n},Tops,${(n % 5) + 1},よい,とても,2024-05-02 10:00:00`),
  );
  return folder;
}

/** Files of the survey parser's corpus, and what its sentence begins with where it is refused. */
const fromCorpus = {
  'survey-2022Q1.xlsx': { what: 'as LibreOffice writes it' },
  'survey-2022Q2.xlsx': { what: 'a password', refused: 'the workbook is protected by a password' },
  'survey-2022Q3.xlsx': { what: 'a billion laughs', refused: 'the file is damaged' },
  'survey-2022Q4.xlsx': { what: 'a zip bomb: 200 MiB in 200 KiB', refused: 'the workbook unpacks to more than' },
  'survey-2023Q3.xlsx': { what: 'formulas that were never calculated', refused: 'an answer is a formula without' },
} as const;

/** What the parser's report of each of those files must hold. */
export const corpusReports: readonly string[] = Object.entries(fromCorpus).map(([name, one]) =>
  'refused' in one
    ? `{"status": "refused", "reason": "${name}: ${one.refused}`
    : '{"status": "parsed", "quarter": "2022Q1", "rows_read": 3, "responses": 3, "duplicates": 0, "unknown_routes": 0}',
);

/** A file of corrections: by purchase, the customer who made it. */
export function mendedCustomers(customers: Readonly<Record<string, string>>): string {
  const file = path.join(newFolder(), 'purchase.csv');
  const lines = Object.entries(customers).map((row) => row.join());
  writeFileSync(file, `${['purchase_id,customer_id', ...lines].join('\n')}\n`);
  return file;
}

/** The files of a folder and workbooks beside them: one is none, one has other headings, some are the corpus's. */
export async function withOddWorkbooks(folder: string): Promise<string> {
  const odd = path.join(newFolder(), 'input');
  mkdirSync(odd);
  cpSync(folder, odd, { recursive: true });
  writeFileSync(path.join(odd, 'survey-2023Q1.xlsx'), 'this is no workbook');
  const text = (value: string) => ({ value, type: String });
  const workbook = await writeExcelFile([
    {
      sheet: 'answers',
      data: [
        [text('Customer survey')],
        ['Inflow route (any)', 'Age (years)', 'Comment', 'Submitted at', 'Response ID'].map(text),
        ...Array.from({ length: 20 }, (_, at) =>
          ['Instagram; Twitter', `${20 + (at % 10)}歳`, 'fine', '2023/05/01 10:00:00', `odd-${at}`].map(text),
        ),
      ],
    },
  ]).toBuffer();
  writeFileSync(path.join(odd, 'survey-2023Q2.xlsx'), workbook);
  const parser = path.join(projectRoot, 'functions/survey-parser');
  execFileSync(
    path.join(projectRoot, '.cache/python/bin/python'),
    [
      path.join(parser, 'corpus/export.py'),
      odd,
      ...Object.entries(fromCorpus).map(([name, { what }]) => `${name}=${what}`),
    ],
    { env: { ...process.env, PYTHONPATH: path.join(parser, 'src') } },
  );
  return odd;
}

/** Lines of a result whose first cell is `value`. */
export function linesOf(result: string | undefined, value: string): readonly string[] {
  return (result ?? '').split('\n').filter((line) => line.startsWith(`${value},`));
}
