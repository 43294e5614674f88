#!/bin/bash
set -euo pipefail
. "$(dirname "$0")/settings.sh"
# Runs from the bundle that leaves. It must not fail where nothing runs: CodeDeploy would then never deploy again.
if "$SYSTEMCTL" is-active --quiet "$UNIT"; then
  "$SYSTEMCTL" stop "$UNIT"
fi
