#!/bin/bash
set -euo pipefail
. "$(dirname "$0")/settings.sh"
# Ready, not only alive: a bundle that cannot reach what it depends on is taken back.
until answer="$(curl --silent --show-error --fail --max-time 5 "http://127.0.0.1:$PORT/readyz" 2>&1)"; do
  if [ "$SECONDS" -ge "${MALL_VALIDATE_SECONDS:-60}" ]; then
    echo "not ready after $SECONDS s: $answer" >&2
    tail -n 20 "$LOG" >&2 || true
    exit 1
  fi
  sleep 1
done
"$SYSTEMCTL" is-active --quiet "$UNIT" || {
  echo "something else than $UNIT answers on port $PORT" >&2
  exit 1
}
