import { refusalOf } from './refusal';

describe('refusalOf', () => {
  it("gives AWS's code and words", () => {
    const error = Object.assign(new Error('Cannot create more than 100 manual snapshots. '), { name: 'QuotaExceeded' });
    expect(refusalOf(error)).toBe('QuotaExceeded: Cannot create more than 100 manual snapshots');
  });

  it('takes what is no error as it stands', () => {
    expect(refusalOf('gone')).toBe('gone');
  });
});
