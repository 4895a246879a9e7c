import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

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

/** All acknowledgements below a construct: `rule path`. */
export function acknowledgements(scope: IConstruct): string[] {
  return scope.node.findAll().flatMap((construct) => construct.node.metadata
    .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap((entry) => Object.keys(entry.data as Record<string, string>))
    .map((rule) => `${rule.replace(/^annotation::/i, '')} ${construct.node.path}`));
}

/** A finding of the packs HIPAA.Security and NIST.800.53.R5, which share most rules. */
export function inBothPacks(...rulesAndPaths: string[]): string[] {
  return ['HIPAA.Security', 'NIST.800.53.R5'].flatMap((pack) => rulesAndPaths.map((rule) => `${pack}-${rule}`));
}
