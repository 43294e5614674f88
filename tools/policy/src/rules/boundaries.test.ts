import { boundaries } from './boundaries';
import { findings, stackWith } from './testing';

describe('boundaries', () => {
  it.each(['aws_iam_role', 'aws_iam_user'])('hold every %s', (type) => {
    const named = (more: object) => findings(boundaries, stackWith({ [type]: { A: { name: 'a', ...more } } }));
    expect(named({ permissions_boundary: '${aws_iam_policy.B.arn}' })).toEqual([]);
    expect(named({})).toEqual(["A: 'permissions_boundary' must be the environment's, got none"]);
  });
});
