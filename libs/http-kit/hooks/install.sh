#!/bin/bash
set -euo pipefail
. "$(dirname "$0")/settings.sh"
place() {
  install -d -m 0755 "$ROOT$(dirname "$2")"
  sed -e "s|@ROOT@|$ROOT|g" -e "s|@NODE@|$NODE|g" "$HOOKS/$1" > "$ROOT$2"
  chmod 0644 "$ROOT$2"
}
place mall.service "/etc/systemd/system/$UNIT"
place logrotate.conf /etc/logrotate.d/mall
place tmpfiles.conf /etc/tmpfiles.d/mall.conf
"$SYSTEMCTL" daemon-reload
"$SYSTEMCTL" enable --quiet "$UNIT"
