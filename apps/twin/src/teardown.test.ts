import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireNamed, teardownOverride, teardownOverrideOf } from './teardown';

describe('the teardown override', () => {
  it('turns off what protects a resource, by its type', () => {
    const stack = {
      resource: {
        aws_s3_bucket: { Landing: { bucket: 'landing', lifecycle: { prevent_destroy: true } } },
        aws_db_instance: { Shop: { deletion_protection: true, lifecycle: { prevent_destroy: true } } },
        aws_lb: { Public: { enable_deletion_protection: true } },
        aws_secretsmanager_secret: { Key: { recovery_window_in_days: 30 } },
      },
    };
    expect(teardownOverride(stack)).toEqual({
      resource: {
        aws_s3_bucket: { Landing: { force_destroy: true, lifecycle: { prevent_destroy: false } } },
        aws_db_instance: {
          Shop: {
            deletion_protection: false,
            skip_final_snapshot: true,
            delete_automated_backups: true,
            lifecycle: { prevent_destroy: false },
          },
        },
        aws_lb: { Public: { enable_deletion_protection: false } },
        aws_secretsmanager_secret: { Key: { recovery_window_in_days: 0 } },
      },
    });
  });

  it('lets any resource go whose destruction is prevented, and leaves every other alone', () => {
    const stack = {
      resource: {
        aws_ecs_cluster: { One: { lifecycle: { prevent_destroy: true } }, Two: {} },
        aws_iam_role: { Reader: {} },
      },
    };
    expect(teardownOverride(stack)).toEqual({
      resource: { aws_ecs_cluster: { One: { lifecycle: { prevent_destroy: false } } } },
    });
  });

  it('is none where nothing is protected', () => {
    expect(teardownOverride({ resource: { aws_iam_role: { Reader: {} } } })).toBeUndefined();
    expect(teardownOverride({})).toBeUndefined();
  });

  it('is made of the folder of a stack', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'teardown-'));
    expect(() => teardownOverrideOf(folder)).toThrow(`${folder} holds no cdk.tf.json`);
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify({ resource: { aws_lb: { Public: {} } } }));
    expect(JSON.parse(teardownOverrideOf(folder))).toEqual({
      resource: { aws_lb: { Public: { enable_deletion_protection: false } } },
    });
  });
});

describe('a teardown', () => {
  const record = { environment: 'prod', account: '', region: '', port: 0, emulatorPid: 0, emulatorStart: '' };

  it('is done only to the environment that is named', () => {
    expect(() => requireNamed(record, 'prod')).not.toThrow();
    expect(() => requireNamed(record, 'dev')).toThrow(
      "--teardown must name the environment of this twin, 'prod', got 'dev'; it deletes all data for good",
    );
  });
});
