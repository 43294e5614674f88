# shellcheck shell=bash
# Where an instance is, sourced by every hook. On an instance nothing of this is set; elsewhere each instance is a folder.
ROOT="${MALL_ROOT:-}"
SYSTEMCTL="${MALL_SYSTEMCTL:-systemctl}"
NODE="${MALL_NODE:-/usr/bin/node}"
HOOKS="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
UNIT=mall.service
LOG="$ROOT/var/log/mall/application.log"
set -a
# Written when the instance was born: PORT and what the application needs.
. "$ROOT/etc/mall/server.env"
set +a
