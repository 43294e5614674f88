#!/bin/bash
set -euo pipefail
# Logs, and what EC2 does not measure: memory and disk. Counted for the group, as instances come and go.
cat > /opt/aws/amazon-cloudwatch-agent/etc/mall.json <<AGENT
{
  "agent": { "metrics_collection_interval": 60, "run_as_user": "root" },
  "logs": {
    "logs_collected": {
      "files": {
        "collect_list": [
          { "file_path": "/var/log/cloud-init-output.log", "log_group_name": "${LOG_GROUP}", "log_stream_name": "{instance_id}/boot" },
          { "file_path": "/var/log/mall/application.log", "log_group_name": "${LOG_GROUP}", "log_stream_name": "{instance_id}/application" },
          { "file_path": "/var/log/aws/codedeploy-agent/codedeploy-agent.log", "log_group_name": "${LOG_GROUP}", "log_stream_name": "{instance_id}/deployments" }
        ]
      }
    }
  },
  "metrics": {
    "namespace": "${METRIC_NAMESPACE}",
    "aggregation_dimensions": [["AutoScalingGroupName"]],
    "metrics_collected": {
      "mem": { "measurement": ["used_percent"], "append_dimensions": { "AutoScalingGroupName": "${AUTO_SCALING_GROUP}" } },
      "disk": {
        "measurement": ["used_percent"],
        "resources": ["/"],
        "append_dimensions": { "AutoScalingGroupName": "${AUTO_SCALING_GROUP}" }
      }
    }
  }
}
AGENT
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl \
  -a fetch-config -m ec2 -s -c file:/opt/aws/amazon-cloudwatch-agent/etc/mall.json
