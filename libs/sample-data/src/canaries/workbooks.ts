import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Cell } from '../survey-responses';
import { workbookOf } from '../workbook';
import type { Aviary } from './canary';

/** Files by name: a workbook that is read, and one refused for each way in which a workbook is none. */
export async function canaryWorkbooks(aviary: Aviary): Promise<Readonly<Record<string, Uint8Array>>> {
  return {
    'survey-2021Q1.xlsx': await readable(aviary),
    'survey-2021Q2.xlsx': await headless(aviary),
    'survey-2021Q3.xlsx': await damaged(aviary),
    'survey-2021Q4.xlsx': strToU8(`${aviary.email('a file that is no workbook')}\n`),
  };
}

/** Answers with what people add to them: names and addresses in columns, cells and sheets where nobody asked for them. */
async function readable(aviary: Aviary): Promise<Uint8Array> {
  const of = (place: string): string => `survey, ${place}`;
  const headings = ['回答ID', '回答日時', '年齢', 'きっかけ', '満足度', 'ご意見', 'お名前', 'メール', '性別'];
  const shifted: readonly (readonly [column: number, cell: string])[] = [
    [0, aviary.email(of('e-mail as response id'))],
    [0, aviary.phone(of('phone as response id'))],
    [0, aviary.person(of('name as response id'))],
    [0, aviary.text(of('comment as response id'))],
    [1, aviary.email(of('e-mail as time'))],
    [2, aviary.phone(of('phone as age'))],
    [2, aviary.landline(of('phone as an age in digits'))],
    [3, `Instagram、${aviary.email(of('e-mail as route'))}`],
    [4, aviary.text(of('comment as satisfaction'))],
  ];
  const answer = (place: number): Cell[] => [
    `R${place}`,
    '2021/02/03 10:00:00',
    30 + (place % 20),
    'Instagram',
    4,
    aviary.text(of(`comment ${place}`)),
    aviary.person(of(`name ${place}`)),
    aviary.email(of(`e-mail ${place}`)),
    aviary.word(of(`gender ${place}`)),
  ];
  // The bad ones are fewer than one in twenty.
  const plain = Array.from({ length: 300 }, (_, place): readonly Cell[] => [
    `S${place}`,
    '2021/02/03 10:00:00',
    30,
    '',
    5,
  ]);
  const answers = shifted.map(([column, cell], place) => answer(place).with(column, cell));
  const book = await workbookOf([
    { name: aviary.word(of('name of a sheet')), rows: [[aviary.person(of('title'))], headings, ...answers, ...plain] },
    { name: '集計', rows: [[aviary.text(of('another sheet'))]] },
    { name: '_old', hidden: true, rows: [headings, answer(99)] },
  ]);
  return withSurroundings(book, aviary, 'survey');
}

/** No sheet has the headings: they name somebody instead. */
async function headless(aviary: Aviary): Promise<Uint8Array> {
  const headings = [aviary.person('refused workbook, heading'), aviary.email('refused workbook, second heading')];
  const book = await workbookOf([
    {
      name: aviary.word('refused workbook, name of a sheet'),
      rows: [headings, [aviary.text('refused workbook, cell')]],
    },
  ]);
  return withSurroundings(book, aviary, 'refused workbook');
}

/** A cell that says it is a number and is an e-mail address: what reads it quotes it in its exception. */
async function damaged(aviary: Aviary): Promise<Uint8Array> {
  const book = await workbookOf([
    {
      name: 'A',
      rows: [
        ['回答ID', '回答日時', '年齢'],
        ['R1', '2021/08/01 10:00:00', 123454321],
      ],
    },
  ]);
  return edited(book, 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replace('123454321', aviary.email('damaged workbook, number that is none')),
  );
}

/** Adds what a workbook carries beside its cells: author, defined names, a comment on a cell. */
function withSurroundings(book: Uint8Array, aviary: Aviary, of: string): Uint8Array {
  const files = unzipSync(book);
  files['docProps/core.xml'] = strToU8(
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
      `<dc:creator>${aviary.person(`${of}, author`)}</dc:creator></cp:coreProperties>`,
  );
  files['xl/comments1.xml'] = strToU8(
    '<?xml version="1.0" encoding="UTF-8"?><comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      `<authors><author>${aviary.person(`${of}, author of a comment`)}</author></authors><commentList><comment ref="A1" authorId="0">` +
      `<text><t>${aviary.email(`${of}, comment on a cell`)}</t></text></comment></commentList></comments>`,
  );
  const named = `<definedNames><definedName name="${aviary.word(`${of}, defined name`)}">"${aviary.email(`${of}, value of a defined name`)}"</definedName></definedNames>`;
  return edited(zipSync(files), 'xl/workbook.xml', (xml) => xml.replace('</sheets>', `</sheets>${named}`));
}

function edited(book: Uint8Array, entry: string, edit: (xml: string) => string): Uint8Array {
  const files = unzipSync(book);
  const before = strFromU8(files[entry] ?? new Uint8Array());
  const after = edit(before);
  if (after === before) throw new Error(`${entry} has no place to plant a canary in`);
  return zipSync({ ...files, [entry]: strToU8(after) }, { mtime: new Date(1980, 0, 1) });
}
