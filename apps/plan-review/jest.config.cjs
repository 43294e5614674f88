module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'plan-review',
  rootDir: __dirname,
  roots: ['<rootDir>/src'],
  // The Markdown parser of the tests is published as ES modules only.
  transformIgnorePatterns: [
    '/node_modules/(?!(mdast-util-[a-z-]+|micromark[a-z-]*|unist-util-[a-z-]+|decode-named-character-reference|character-entities|ccount|longest-streak|zwitch|markdown-table|escape-string-regexp|devlop)/)',
  ],
};
