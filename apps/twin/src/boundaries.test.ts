import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { boundariesOf } from './boundaries';

const boundary = 'arn:aws:iam::111122223333:policy/mall-dev-bootstrap-boundary';

function stackOf(roles: Readonly<Record<string, object>>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mall-stack-'));
  writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify({ resource: { aws_iam_role: roles } }));
  return { name: 'dev-tier', folder, dependencies: [] };
}

describe('the boundaries that a stack waits for', () => {
  it('are those of its roles, each once', () => {
    const roles = { reader: { permissions_boundary: boundary }, writer: { permissions_boundary: boundary } };
    expect(boundariesOf(stackOf(roles))).toEqual([boundary]);
  });

  it('are none where it makes no role, or the boundary itself', () => {
    expect(boundariesOf(stackOf({ free: {} }))).toEqual([]);
    expect(boundariesOf(stackOf({ plan: { permissions_boundary: '${aws_iam_policy.Boundary.arn}' } }))).toEqual([]);
  });
});
