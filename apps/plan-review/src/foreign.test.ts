import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Review } from './model';
import { readPlan } from './read-plan';
import { renderHtml } from './render/html';
import { renderJson } from './render/json';
import { renderMarkdown } from './render/markdown';
import { countLine } from './render/words';
import { review } from './review';

const folder = path.join(__dirname, 'foreign');
const bytesOf = (name: string) => readFileSync(path.join(folder, `${name}.json`));
const reviewOf = (name: string, bytes = bytesOf(name)) =>
  review([{ stack: name, load: () => readPlan(bytes, `${name}.json`) }]);

/** What the review must say first: grade and counts, then each rule with the resource that it is about. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'aws-change': [
    'blocking: 1 to replace, 3 to update',
    'loss.replaced aws_db_instance.shop',
    'exposure.world-data-port aws_security_group.web',
    'iam.added aws_iam_role_policy.p',
  ],
  azurerm: [
    'blocking: 1 to replace, 1 to destroy, 4 to update, 3 to create',
    'loss.replaced azurerm_mssql_database.orders',
    'exposure.world-data-port azurerm_network_security_rule.rdp',
    'exposure.world-data-port azurerm_network_security_group.app',
    'exposure.public azurerm_storage_account.files',
    'exposure.world-data-port azurerm_mssql_firewall_rule.all',
    'exposure.public azurerm_key_vault.keys',
    'exposure.world azurerm_network_security_group.app',
    'iam.everything azurerm_role_assignment.ci',
    'protection.weakened azurerm_storage_account.files',
    'protection.weakened azurerm_storage_account.files',
    'protection.deletion azurerm_key_vault.keys',
    'interruption.slow azurerm_linux_virtual_machine.web',
    'rest.destroyed azurerm_resource_group.old',
  ],
  deferred: ['high: 1 to create', 'plan.check-failed', 'plan.deferred', 'plan.action-invoked'],
  'format-0.1': [
    'blocking: 1 to replace, 1 to create, 1 unchanged',
    'loss.replaced aws_db_instance.main',
    'plan.unmarked',
  ],
  'format-0.2': ['blocking: 1 to destroy', 'loss.destroyed aws_rds_cluster.main'],
  google: [
    'blocking: 1 to destroy, 4 to update, 3 to create',
    'loss.destroyed google_bigquery_dataset.sales',
    'exposure.world-data-port google_sql_database_instance.shop',
    'exposure.public google_storage_bucket_iam_member.everybody',
    'exposure.world-data-port google_compute_firewall.ssh',
    'iam.everything google_project_iam_member.ci',
    'iam.added google_storage_bucket_iam_member.everybody',
    'iam.added google_project_iam_binding.dev',
    'protection.deletion google_sql_database_instance.shop',
    'protection.weakened google_sql_database_instance.shop',
    'protection.deletion google_storage_bucket.raw',
    'protection.weakened google_storage_bucket.raw',
    'protection.weakened google_storage_bucket.raw',
    'protection.weakened google_storage_bucket.raw',
    'interruption.slow google_sql_database_instance.shop',
    'interruption.slow google_compute_instance.web',
  ],
  modules: [
    'blocking: 2 to replace, 2 to destroy, 1 to forget, 1 to update, 2 to import, 1 to move, 1 to read',
    'loss.destroyed module.shop["osaka.old"].module.inner[1].aws_dynamodb_table.carts["a.b"]',
    'loss.forgotten aws_kms_key.left',
    'loss.forgotten aws_db_instance.swapped',
    'rest.destroyed aws_instance.web',
    'rest.replaced aws_instance.web',
  ],
  nulls: ['medium: 1 to destroy, 1 to update, 1 to create', 'rest.destroyed random_id.b'],
  'terraform-change': [
    'high: 1 to replace, 4 to destroy, 1 to forget, 3 to update, 2 to create, 1 to import, 1 to move, 1 unchanged',
    'plan.check-failed',
    'rest.destroyed terraform_data.count[1]',
    'rest.destroyed terraform_data.count[2]',
    'rest.forgotten terraform_data.gone',
    'rest.replaced terraform_data.trigger',
    'rest.destroyed module.shop["osaka"].terraform_data.till["a"]',
    String.raw`rest.destroyed module.shop["osaka"].terraform_data.till["b \"quoted\" | <x>"]`,
  ],
  'terraform-create': ['high: 11 to create', 'plan.check-failed'],
};

describe('a plan of somebody else', () => {
  it.each(readdirSync(folder).map((file) => path.basename(file, '.json')))('%s is reviewed as it should be', (name) => {
    const result = reviewOf(name);
    const rules = result.findings.map(({ rule, address }) => (address === undefined ? rule : `${rule} ${address}`));
    expect([`${result.grade}: ${countLine(result)}`, ...rules]).toEqual(expected[name]);
    const shown = renderMarkdown(result) + renderHtml(result) + renderJson(result);
    expect(shown).not.toMatch(/s3cret-pin|hunter2|-secret-password/);
  });

  it.each([
    ['UTF-8 with a mark and Windows line ends', (text: string) => Buffer.from(`\ufeff${text.replace(/\n/g, '\r\n')}`)],
    ['UTF-16 as a Windows shell writes it', (text: string) => Buffer.from(`\ufeff${text}\r\n`, 'utf16le')],
  ])('reads the same in %s', (_, encode) => {
    const again = reviewOf('terraform-change', encode(bytesOf('terraform-change').toString('utf8')));
    const { findings, changes } = JSON.parse(renderJson(reviewOf('terraform-change'))) as Review;
    expect(JSON.parse(renderJson(again))).toMatchObject({ findings, changes });
  });

  it('tells the identity of what is replaced where the plan does not say what forces it', () => {
    expect(reviewOf('format-0.1').findings[0]?.lines).toEqual(['identifier: shop']);
  });

  it('does not say that a replaced object is destroyed when it only leaves', () => {
    const swapped = reviewOf('modules').findings.find(({ address }) => address === 'aws_db_instance.swapped');
    expect(swapped?.sentence).toContain('the old one leaves');
  });

  it('names the deposed object that is destroyed', () => {
    expect(reviewOf('modules').findings.map(({ sentence }) => sentence)).toContain(
      'the deposed object 9f8e7d6c of aws_instance will be destroyed',
    );
  });

  it('shows the old and new value side by side also in a list', () => {
    const trigger = reviewOf('terraform-change').changes.find(({ address }) => address === 'terraform_data.trigger');
    expect(trigger?.attributes[0]).toEqual({ path: 'triggers_replace[0]', before: 'one', after: 'two', forces: true });
  });

  it('shows the member that comes, not the whole list', () => {
    const binding = reviewOf('google').findings.find(({ address }) => address === 'google_project_iam_binding.dev');
    expect(binding?.lines).toEqual(['+ user:b@example.com']);
  });
});
