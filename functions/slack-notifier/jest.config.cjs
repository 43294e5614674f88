module.exports = { ...require('../../jest.preset.cjs'), displayName: 'slack-notifier', rootDir: __dirname };
