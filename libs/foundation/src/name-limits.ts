/** How AWS limits the names of one resource type. */
export interface NameLimit {
  /** The provider's argument that carries the name, in the bindings' spelling. */
  readonly argument: string;
  /** Most characters that AWS takes. */
  readonly most: number;
  /** The argument inside whose value names are unique. @default unique in the account and region */
  readonly within?: string;
  /** Where AWS says so. */
  readonly source: string;
}

const named = (most: number, source: string, argument = 'name'): NameLimit => ({ argument, most, source });
const elb = 'Elastic Load Balancing API reference, Name';
const iam = 'IAM and AWS STS quotas, name length limits';
const events = 'Amazon EventBridge API reference, Name';
const scheduler = 'EventBridge Scheduler API reference, Name';
const alarms = 'CloudWatch API reference, AlarmName';
const rds = 'Amazon RDS, naming constraints';
const glue = 'AWS Glue API reference, NameString';
const deploy = 'AWS CodeDeploy quotas';
const backup = 'AWS Backup API reference, BackupVaultName';

/** The types whose names are checked, by Terraform's name of the type (AWS documentation as of October 2026). */
export const nameLimits: Readonly<Record<string, NameLimit>> = {
  aws_accessanalyzer_analyzer: named(255, 'IAM Access Analyzer API reference, analyzerName', 'analyzerName'),
  aws_athena_workgroup: named(128, 'Amazon Athena API reference, WorkGroupName'),
  aws_autoscaling_group: named(255, 'Amazon EC2 Auto Scaling API reference, AutoScalingGroupName'),
  aws_backup_vault: named(50, backup),
  aws_cloudtrail: named(128, 'AWS CloudTrail, trail naming requirements'),
  aws_cloudwatch_composite_alarm: named(255, alarms, 'alarmName'),
  aws_cloudwatch_dashboard: named(255, 'CloudWatch API reference, DashboardName', 'dashboardName'),
  aws_cloudwatch_event_bus: named(256, events),
  aws_cloudwatch_event_rule: { ...named(64, events), within: 'eventBusName' },
  aws_cloudwatch_log_group: named(512, 'CloudWatch Logs API reference, logGroupName'),
  aws_cloudwatch_metric_alarm: named(255, alarms, 'alarmName'),
  aws_codebuild_project: named(150, 'AWS CodeBuild quotas, build project name'),
  aws_codecommit_repository: named(100, 'AWS CodeCommit quotas', 'repositoryName'),
  aws_codeconnections_connection: named(32, 'AWS CodeConnections API reference, ConnectionName'),
  aws_codedeploy_app: named(100, deploy),
  aws_codedeploy_deployment_config: named(100, deploy, 'deploymentConfigName'),
  aws_codedeploy_deployment_group: { ...named(100, deploy, 'deploymentGroupName'), within: 'appName' },
  aws_codepipeline: named(100, 'AWS CodePipeline quotas, pipeline name'),
  aws_codestarconnections_connection: named(32, 'AWS CodeConnections API reference, ConnectionName'),
  aws_config_config_rule: named(128, 'AWS Config API reference, ConfigRuleName'),
  aws_db_instance: named(63, rds, 'identifier'),
  aws_db_option_group: named(255, rds),
  aws_db_parameter_group: named(255, rds),
  aws_db_subnet_group: named(255, rds),
  aws_dms_replication_instance: named(63, 'AWS DMS API reference', 'replicationInstanceId'),
  aws_dms_replication_task: named(255, 'AWS DMS API reference', 'replicationTaskId'),
  aws_dynamodb_table: named(255, 'Amazon DynamoDB quotas, table name'),
  aws_glue_catalog_database: named(255, glue),
  aws_glue_connection: named(255, glue),
  aws_glue_crawler: named(255, glue),
  aws_glue_data_quality_ruleset: named(255, glue),
  aws_glue_job: named(255, glue),
  aws_glue_security_configuration: named(255, glue),
  aws_glue_trigger: named(255, glue),
  aws_glue_workflow: named(255, glue),
  aws_iam_group: named(128, iam),
  aws_iam_instance_profile: named(128, iam),
  aws_iam_policy: named(128, iam),
  aws_iam_role: named(64, iam),
  aws_iam_user: named(64, iam),
  aws_kinesis_firehose_delivery_stream: named(64, 'Amazon Data Firehose API reference, DeliveryStreamName'),
  aws_kinesis_stream: named(128, 'Kinesis Data Streams API reference, StreamName'),
  aws_kms_alias: named(256, 'AWS KMS API reference, AliasName'),
  aws_lambda_function: named(64, 'AWS Lambda API reference, FunctionName', 'functionName'),
  aws_launch_template: named(128, 'Amazon EC2 API reference, LaunchTemplateName'),
  aws_lb: named(32, elb),
  aws_lb_target_group: named(32, elb),
  aws_s3_bucket: named(63, 'Amazon S3, bucket naming rules', 'bucket'),
  aws_scheduler_schedule: { ...named(64, scheduler), within: 'groupName' },
  aws_scheduler_schedule_group: named(64, scheduler),
  aws_secretsmanager_secret: named(512, 'AWS Secrets Manager quotas, secret name'),
  aws_security_group: { ...named(255, 'Amazon EC2 API reference, GroupName'), within: 'vpcId' },
  aws_sns_topic: named(256, 'Amazon SNS API reference, Name'),
  aws_sqs_queue: named(80, 'Amazon SQS quotas, queue name'),
  aws_wafv2_web_acl: { ...named(128, 'AWS WAF API reference, EntityName'), within: 'scope' },
};
