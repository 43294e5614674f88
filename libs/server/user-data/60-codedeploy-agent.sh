#!/bin/bash
set -euo pipefail
# Last: from here on deployments may come. Fetched in the instance's own name, which the network's endpoint asks for.
aws s3 cp --no-progress "s3://aws-codedeploy-${AWS_REGION}/latest/codedeploy-agent.noarch.rpm" /tmp/codedeploy-agent.rpm
dnf install -y /tmp/codedeploy-agent.rpm
rm /tmp/codedeploy-agent.rpm
systemctl enable --now codedeploy-agent
