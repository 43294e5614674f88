import { literal } from './literal';

describe('literal', () => {
  it('keeps Terraform from reading a template into text', () => {
    expect(literal('a ${b} %{c} $d')).toBe('a $${b} %%{c} $d');
  });
});
