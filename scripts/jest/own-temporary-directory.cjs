// Gives a test run a temporary directory of its own, because every synthesis in a test leaves its output in one.
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'cdk-imaging-tests-'));
};
