import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeViolations, violationsIn } from '../src/validation-report';

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'validation-report-')); });
afterEach(() => rmSync(outdir, { recursive: true }));

function report(...violations: object[]): void {
  writeFileSync(join(outdir, 'validation-report.json'), JSON.stringify({ pluginReports: [{ pluginName: 'CloudFormation Validate', violations }] }));
}

test('an assembly without a report has no violations', () => {
  expect(violationsIn(outdir)).toEqual([]);
});

test('a violation is told with rule, severity, description and construct', () => {
  report({
    ruleName: 'F3002', severity: 'error', description: 'NoSuchProperty: Additional properties are not allowed',
    violatingConstructs: [{ constructPath: 'Bad/Bucket' }, { cloudFormationResource: { logicalId: 'Other' } }],
  });
  expect(describeViolations(violationsIn(outdir))).toBe('  error F3002 at Bad/Bucket, Other: NoSuchProperty: Additional properties are not allowed');
});
