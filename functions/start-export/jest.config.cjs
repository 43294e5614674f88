module.exports = { ...require('../../jest.preset.cjs'), displayName: 'start-export', rootDir: __dirname };
