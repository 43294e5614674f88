#!/bin/bash
set -euo pipefail
. "$(dirname "$0")/settings.sh"
"$SYSTEMCTL" restart "$UNIT"
