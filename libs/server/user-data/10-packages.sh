#!/bin/bash
set -euo pipefail
# Packages of Amazon Linux's own repository, at the versions that the image is locked to.
dnf install -y amazon-cloudwatch-agent aws-kinesis-agent nodejs22
