module.exports = { ...require('../../jest.preset.cjs'), displayName: 'clicks', rootDir: __dirname };
