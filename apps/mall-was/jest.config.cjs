module.exports = { ...require('../../jest.preset.cjs'), displayName: 'mall-was', rootDir: __dirname };
