import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** An acknowledgement, with the path of the resource it stands on. */
export interface Acknowledgement {
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
}

/** What the rule packs find below a construct and nobody has acknowledged: `rule path`, sorted. */
export function findings(scope: IConstruct): string[] {
  return [new AwsSolutionsChecks(), new HIPAASecurityChecks(), new NIST80053R5Checks()]
    .flatMap((pack) => pack.validateScope(scope).violations)
    .flatMap((violation) => violation.violatingResources.map((resource) => `${violation.ruleName} ${resource.constructPath}`))
    .sort();
}

/** What the rule packs would find without any acknowledgement. */
export function findingsWithoutAcknowledgements(scope: IConstruct): string[] {
  const replaced = jest.replaceProperty(Validations as { ACKNOWLEDGED_RULES_METADATA_KEY: string }, 'ACKNOWLEDGED_RULES_METADATA_KEY', 'none');
  try {
    return findings(scope);
  } finally {
    replaced.restore();
  }
}

/** All acknowledgements below a construct. */
export function acknowledgements(scope: IConstruct): Acknowledgement[] {
  return scope.node.findAll().flatMap((construct) => construct.node.metadata
    .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap((entry) => Object.entries(entry.data as Record<string, string>))
    .map(([rule, reason]) => ({ path: construct.node.path, rule: rule.replace(/^annotation::/i, ''), reason })));
}
