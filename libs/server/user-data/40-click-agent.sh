#!/bin/bash
set -euo pipefail
# Clicks are pseudonymous when the application writes them, a JSON object a line: the agent passes lines on as they are.
cat > /etc/aws-kinesis/agent.json <<AGENT
{
  "cloudwatch.emitMetrics": false,
  "firehose.endpoint": "firehose.${AWS_REGION}.amazonaws.com",
  "flows": [
    { "filePattern": "/var/log/mall/clicks*.jsonl", "deliveryStream": "${CLICK_STREAM}", "initialPosition": "START_OF_FILE" }
  ]
}
AGENT
systemctl enable --now aws-kinesis-agent
