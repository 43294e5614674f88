#!/bin/bash
set -euo pipefail
# The application's user, and the one folder that it writes into: the agents read what it leaves there.
useradd --system --user-group --home-dir /opt/mall --shell /sbin/nologin mall
install -d -o mall -g mall -m 0755 /opt/mall
install -d -o mall -g mall -m 2750 /var/log/mall
usermod --append --groups mall aws-kinesis-agent-user
