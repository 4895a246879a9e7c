import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the template validation of aws-cdk-lib objects to. */
export interface Violation {
  readonly rule: string;
  readonly severity: string;
  readonly description: string;
  /** Construct paths, or what comes nearest to them. */
  readonly paths: string[];
}

interface Report {
  readonly pluginReports: {
    readonly violations: {
      readonly ruleName: string;
      readonly severity: string;
      readonly description: string;
      readonly violatingConstructs: { readonly constructPath?: string; readonly cloudFormationResource?: { readonly logicalId?: string } }[];
    }[];
  }[];
}

/** The violations in the report of a cloud assembly; none where aws-cdk-lib is too old to write one. */
export function violationsIn(outdir: string): Violation[] {
  const file = join(outdir, 'validation-report.json');
  if (!existsSync(file)) return [];
  const { pluginReports } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return pluginReports.flatMap(({ violations }) => violations.map(({ ruleName, severity, description, violatingConstructs }) => ({
    rule: ruleName,
    severity,
    description,
    paths: violatingConstructs.map(({ constructPath, cloudFormationResource }) => constructPath ?? cloudFormationResource?.logicalId ?? '?'),
  })));
}

export function describeViolations(violations: Violation[]): string {
  return violations.map(({ rule, severity, description, paths }) => `  ${severity} ${rule} at ${paths.join(', ')}: ${description}`).join('\n');
}
