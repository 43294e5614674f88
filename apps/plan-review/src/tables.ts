import type { Interruption, PolicyTables, Protection } from './policy';

/** Types whose destruction or replacement loses data, or makes data unreadable. */
const stateful = [
  ...['aws_db_instance', 'aws_db_cluster_snapshot', 'aws_db_snapshot', 'aws_rds_cluster', 'aws_rds_cluster_instance'],
  ...[
    'aws_rds_global_cluster',
    'aws_docdb_cluster',
    'aws_neptune_cluster',
    'aws_redshift_cluster',
    'aws_memorydb_cluster',
  ],
  ...['aws_redshiftserverless_namespace', 'aws_elasticache_cluster', 'aws_elasticache_replication_group'],
  ...[
    'aws_dynamodb_table',
    'aws_dynamodb_global_table',
    'aws_keyspaces_table',
    'aws_timestreamwrite_table',
    'aws_qldb_ledger',
  ],
  ...[
    'aws_s3_bucket',
    'aws_s3_directory_bucket',
    'aws_s3tables_table',
    'aws_glacier_vault',
    'aws_efs_file_system',
    'aws_fsx_*',
  ],
  ...[
    'aws_ebs_volume',
    'aws_ebs_snapshot',
    'aws_ami',
    'aws_kinesis_stream',
    'aws_msk_cluster',
    'aws_mq_broker',
    'aws_sqs_queue',
  ],
  ...['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_secretsmanager_secret', 'aws_backup_vault'],
  ...[
    'aws_opensearch_domain',
    'aws_elasticsearch_domain',
    'aws_opensearchserverless_collection',
    'aws_cognito_user_pool',
  ],
  ...[
    'aws_glue_catalog_database',
    'aws_glue_catalog_table',
    'aws_cloudwatch_log_group',
    'aws_ecr_repository',
    'aws_route53_zone',
  ],
  ...['aws_cloudtrail_event_data_store', 'aws_acmpca_certificate_authority', 'aws_codecommit_repository'],
  ...[
    'google_sql_database',
    'google_sql_database_instance',
    'google_storage_bucket',
    'google_bigquery_dataset',
    'google_bigquery_table',
  ],
  ...[
    'google_bigtable_*',
    'google_spanner_*',
    'google_firestore_database',
    'google_kms_crypto_key',
    'google_compute_disk',
  ],
  ...[
    'google_filestore_instance',
    'google_redis_instance',
    'google_pubsub_topic',
    'google_pubsub_subscription',
    'google_secret_manager_secret',
  ],
  ...[
    'azurerm_*_database',
    'azurerm_*_server',
    'azurerm_storage_account',
    'azurerm_storage_container',
    'azurerm_storage_share',
  ],
  ...[
    'azurerm_cosmosdb_*',
    'azurerm_key_vault',
    'azurerm_key_vault_key',
    'azurerm_managed_disk',
    'azurerm_snapshot',
    'azurerm_redis_cache',
  ],
  ...['azurerm_eventhub', 'azurerm_servicebus_queue', 'azurerm_servicebus_topic'],
  ...[
    'kubernetes_persistent_volume*',
    'kubernetes_namespace',
    'kubernetes_secret',
    'random_password',
    'tls_private_key',
  ],
];

const any = ['*'];

/** Attributes that protect: their safe value, or the direction in which they weaken. */
const protections: readonly Protection[] = [
  guard(any, 'deletion_protection', true, 'deletion protection is switched off', 'protection.deletion'),
  guard(any, 'deletion_protection_enabled', true, 'deletion protection is switched off', 'protection.deletion'),
  guard(any, 'enable_deletion_protection', true, 'deletion protection is switched off', 'protection.deletion'),
  guard(any, 'disable_api_termination', true, 'termination protection is switched off', 'protection.deletion'),
  guard(any, 'force_destroy', false, 'a destroy will now delete its content too', 'protection.deletion'),
  guard(any, 'force_delete', false, 'a destroy will now delete its content too', 'protection.deletion'),
  guard(any, 'skip_final_snapshot', false, 'a destroy will no longer take a final snapshot', 'protection.deletion'),
  guard(any, 'purge_protection_enabled', true, 'purge protection is switched off', 'protection.deletion'),
  guard(
    any,
    'deletion_window_in_days',
    'more',
    'the time to call a key deletion back gets shorter',
    'protection.deletion',
  ),
  guard(any, 'recovery_window_in_days', 'more', 'the time to call a deletion back gets shorter', 'protection.deletion'),
  guard(any, 'storage_encrypted', true, 'encryption at rest is switched off'),
  guard(any, 'encrypted', true, 'encryption at rest is switched off'),
  guard(any, 'at_rest_encryption_enabled', true, 'encryption at rest is switched off'),
  guard(any, 'transit_encryption_enabled', true, 'encryption in transit is switched off'),
  guard(any, 'encrypt_at_rest.enabled', true, 'encryption at rest is switched off'),
  guard(any, 'node_to_node_encryption.enabled', true, 'encryption between nodes is switched off'),
  guard(any, 'domain_endpoint_options.enforce_https', true, 'HTTPS is no longer enforced'),
  guard(any, 'server_side_encryption.enabled', true, 'encryption with a key of yours is switched off'),
  guard(['aws_kinesis_stream'], 'encryption_type', 'KMS', 'encryption at rest is switched off'),
  guard(any, 'enable_key_rotation', true, 'key rotation is switched off'),
  guard(any, 'kms_key_id', 'same', 'the encryption key changes', 'protection.key-changed'),
  guard(any, 'kms_key_arn', 'same', 'the encryption key changes', 'protection.key-changed'),
  guard(any, 'kms_master_key_id', 'same', 'the encryption key changes', 'protection.key-changed'),
  guard(
    any,
    'rule.apply_server_side_encryption_by_default.sse_algorithm',
    'same',
    'the encryption algorithm changes',
    'protection.key-changed',
  ),
  guard(
    any,
    'rule.apply_server_side_encryption_by_default.kms_master_key_id',
    'same',
    'the encryption key changes',
    'protection.key-changed',
  ),
  guard(any, 'backup_retention_period', 'more', 'backups are kept for fewer days'),
  guard(any, 'snapshot_retention_limit', 'more', 'snapshots are kept for fewer days'),
  guard(any, 'retention_in_days', 'more', 'logs are kept for fewer days'),
  guard(any, 'retention_period', 'more', 'records are kept for less time'),
  guard(any, 'point_in_time_recovery.enabled', true, 'point-in-time recovery is switched off'),
  guard(any, 'versioning.enabled', true, 'versioning is switched off'),
  guard(any, 'versioning_configuration.status', 'Enabled', 'versioning is switched off'),
  guard(any, 'multi_az', true, 'the standby in another zone goes'),
  guard(any, 'enable_log_file_validation', true, 'log file validation is switched off'),
  guard(any, 'enable_logging', true, 'logging is switched off'),
  guard(any, 'iam_database_authentication_enabled', true, 'IAM authentication is switched off'),
  guard(any, 'manage_master_user_password', true, 'the password is no longer managed and rotated'),
  guard(any, 'metadata_options.http_tokens', 'required', 'the instance metadata service no longer wants a token'),
  guard(any, 'https_traffic_only_enabled', true, 'plain HTTP is allowed'),
  guard(any, 'enable_https_traffic_only', true, 'plain HTTP is allowed'),
  guard(any, 'public_access_prevention', 'enforced', 'nothing keeps the bucket from being made public any more'),
  guard(any, 'uniform_bucket_level_access', true, 'access lists of single objects count again'),
  guard(any, 'settings.backup_configuration.enabled', true, 'backups are switched off'),
  guard(any, 'backup_retention_days', 'more', 'backups are kept for fewer days'),
  guard(any, 'soft_delete_retention_days', 'more', 'what is deleted can be called back for fewer days'),
  guard(any, 'min_tls_version', 'same', 'the lowest TLS version changes'),
  guard(any, 'minimum_protocol_version', 'same', 'the lowest TLS version changes'),
  guard(any, 'ssl_policy', 'same', 'the TLS policy changes'),
];

/** Attributes whose change takes long, restarts or interrupts. */
const interruptions: readonly Interruption[] = [
  {
    types: ['aws_db_instance', 'aws_rds_cluster*', 'aws_docdb_cluster*', 'aws_neptune_cluster*'],
    attributes: ['instance_class', 'db_instance_class'],
    words: 'restarts the database on another instance class',
  },
  {
    types: ['aws_db_instance', 'aws_rds_cluster*', 'aws_docdb_cluster', 'aws_neptune_cluster', 'aws_elasticache_*'],
    attributes: ['engine_version'],
    words: 'upgrades the engine, which cannot be undone and interrupts',
  },
  {
    types: ['aws_db_instance'],
    attributes: [
      'allocated_storage',
      'storage_type',
      'iops',
      'multi_az',
      'parameter_group_name',
      'port',
      'ca_cert_identifier',
    ],
    words: 'may take hours or restart the database',
  },
  {
    types: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
    attributes: ['engine_version', 'elasticsearch_version', 'cluster_config', 'ebs_options'],
    words: 'starts a blue/green deployment of the domain that takes hours',
  },
  {
    types: ['aws_elasticache_*', 'aws_memorydb_cluster', 'aws_redshift_cluster'],
    attributes: ['node_type', 'number_of_nodes'],
    words: 'resizes the cluster and interrupts',
  },
  {
    types: ['aws_msk_cluster'],
    attributes: ['broker_node_group_info', 'kafka_version'],
    words: 'rolls through every broker, for hours',
  },
  {
    types: ['aws_eks_cluster', 'google_container_cluster', 'azurerm_kubernetes_cluster'],
    attributes: ['version', 'min_master_version', 'kubernetes_version'],
    words: 'upgrades the control plane, which cannot be undone',
  },
  { types: ['aws_instance'], attributes: ['instance_type', 'user_data'], words: 'stops and starts the instance' },
  {
    types: ['google_compute_instance', 'azurerm_*_virtual_machine'],
    attributes: ['machine_type', 'size'],
    words: 'stops and starts the machine',
  },
  {
    types: ['azurerm_*_database', 'azurerm_*_server'],
    attributes: ['sku_name', 'version'],
    words: 'moves the database to other machines and interrupts',
  },
  {
    types: ['aws_cloudfront_distribution'],
    attributes: ['origin', 'default_cache_behavior', 'viewer_certificate'],
    words: 'rolls out to every edge, for many minutes',
  },
  {
    types: ['aws_dynamodb_table'],
    attributes: ['global_secondary_index', 'replica', 'billing_mode'],
    words: 'rebuilds in the background, possibly for hours',
  },
  {
    types: ['google_sql_database_instance'],
    attributes: ['settings', 'database_version'],
    words: 'may restart the database',
  },
];

/** What the program knows before a team adds to it. */
export const builtInTables: PolicyTables = { stateful, protections, interruptions };

function guard(
  types: string[],
  attribute: string,
  safe: boolean | string,
  words: string,
  rule: Protection['rule'] = 'protection.weakened',
): Protection {
  return { types, attribute, safe, words, rule };
}
