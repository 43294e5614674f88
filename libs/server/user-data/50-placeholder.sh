#!/bin/bash
set -euo pipefail
# Until the first deployment nothing would answer the health check, and Auto Scaling would replace instances without end.
# The application's unit says Conflicts=mall-placeholder.service and takes its place.
cat > /opt/mall/placeholder.mjs <<'PROGRAM'
import { createServer } from 'node:http';
createServer((request, response) => {
  response.writeHead(request.url === '/healthz' ? 200 : 503, { 'content-type': 'text/plain', 'retry-after': '60' });
  response.end('nothing is deployed yet\n');
}).listen(Number(process.env.PORT));
PROGRAM
cat > /etc/systemd/system/mall-placeholder.service <<'UNIT'
[Unit]
Description=Answers the health check until the first deployment
ConditionPathExists=!/opt/mall/current
[Service]
EnvironmentFile=/etc/mall/server.env
ExecStart=/usr/bin/node /opt/mall/placeholder.mjs
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --now mall-placeholder
