module.exports = { ...require('../../jest.preset.cjs'), displayName: 'edge', rootDir: __dirname };
