/** Gives each test file a twin of its own, before any module asks where the twin's folder is. */
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

process.env.MALL_TWIN_STATE = path.join(mkdtempSync(path.join(tmpdir(), 'mall-twin-')), 'state');
