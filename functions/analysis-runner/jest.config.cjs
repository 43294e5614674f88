module.exports = { ...require('../../jest.preset.cjs'), displayName: 'analysis-runner', rootDir: __dirname };
