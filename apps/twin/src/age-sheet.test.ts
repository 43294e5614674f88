import { type BucketLife, lifeSheet } from './age-sheet';

const life: BucketLife = {
  bucket: 'mall-dev-backup-111122223333-ap-northeast-1',
  since: '2024-07-04T17:05:00Z',
  until: '2029-07-06T00:00:00Z',
  done: [
    {
      rule: 'exports-moves',
      action: 'move',
      from: 'STANDARD',
      to: 'STANDARD_IA',
      objects: 1200,
      bytes: 3_500_000,
      first: '2024-08-04T00:00:00Z',
      last: '2024-08-09T00:00:00Z',
    },
    {
      rule: 'exports-end',
      action: 'hide',
      from: 'DEEP_ARCHIVE',
      to: '',
      objects: 1,
      bytes: 900,
      first: '2029-07-06T00:00:00Z',
      last: '2029-07-06T00:00:00Z',
    },
  ],
  left: [{ state: 'noncurrent', class: 'DEEP_ARCHIVE', objects: 1, bytes: 900 }],
};
/** The cells of the line that begins with a text. */
const cells = (sheet: string, beginning: string) =>
  sheet
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/))
    .filter(([first]) => first === beginning);

describe('a look ahead', () => {
  const sheet = lifeSheet([life, { ...life, bucket: 'mall-dev-raw', done: [], left: [] }], 1827, false);

  it('says first that nothing was changed', () => {
    expect(sheet).toMatch(/^A look ahead of 1,827 days by the rules that are applied\. Nothing was changed\.\n/);
    expect(lifeSheet([life], 1827, true)).toMatch(/^The buckets have lived through 1,827 days, for good\.\n/);
  });

  it('tells by bucket what lies where', () => {
    expect(cells(sheet, 'mall-dev-backup')[0]).toEqual([
      'mall-dev-backup',
      ...['·', '·', '·', '·', '1, 900 B', '·', '2029-07-06'],
    ]);
    expect(cells(sheet, 'mall-dev-raw')).toEqual([['mall-dev-raw', ...Array(6).fill('·'), '2029-07-06']]);
  });

  it('tells by rule what happened, and after how many whole days', () => {
    expect(cells(sheet, 'mall-dev-backup')[1]).toEqual([
      'mall-dev-backup',
      ...['exports-moves', 'Standard → Standard-IA', '1,200', '3.3 MiB', '30–35'],
    ]);
    expect(cells(sheet, 'exports-end')).toEqual([
      ['exports-end', 'Deep Archive → hidden by a delete marker', '1', '900 B', '1,827'],
    ]);
  });

  it('keeps silent about delete markers that hid nothing any more', () => {
    const [step] = life.done;
    const gone = { ...step, rule: 'housekeeping', action: 'remove', from: 'delete marker', to: '' } as const;
    const quiet = lifeSheet([{ ...life, done: [gone as BucketLife['done'][number]] }], 1827, false);
    expect(quiet).not.toContain('housekeeping');
  });

  it('says so where nothing happens', () => {
    expect(lifeSheet([{ ...life, done: [] }], 1, false)).toContain('nothing moves, nothing ends');
  });
});
