import { moment } from './fault';

describe('the moment of a fault', () => {
  it.each([
    ['curate', { step: 'curate', write: 1 }],
    ['survey-parser:2', { step: 'survey-parser', write: 2 }],
  ])('is read from %s', (text, expected) => {
    expect(moment(text)).toEqual(expected);
  });

  it.each(['', 'curate:0', 'curate:', 'Curate', 'curate:1.5', ':3'])('is not %j', (text) => {
    expect(() => moment(text)).toThrow('must be a step such as curate, or a step and its n-th write such as curate:3.');
  });
});
