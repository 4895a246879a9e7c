/**
 * Runs the rule packs over one app, in a process of its own, and prints the findings as JSON.
 *
 * Usage: tsx nag-app.ts MAIN [--ignore-acknowledgements]; the context comes in CDK_CONTEXT_JSON, as from the CDK CLI.
 */
import { Stage, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, type NagPack, NIST80053R5Checks } from 'cdk-nag';
import { Node } from 'constructs';
import type { App } from 'aws-cdk-lib/core';

export interface Finding {
  readonly pack: string;
  readonly rule: string;
  readonly path: string;
}

/** What the packs find below an app, acknowledged findings left out. */
export function findingsOf(app: App): Finding[] {
  const packs: Record<string, NagPack> = {
    'AwsSolutions': new AwsSolutionsChecks(app),
    'HIPAA.Security': new HIPAASecurityChecks(app),
    'NIST.800.53.R5': new NIST80053R5Checks(app),
  };
  return Object.entries(packs).flatMap(([pack, checks]) => checks.validateScope(app).violations
    .flatMap((violation) => violation.violatingResources.map((resource) => ({
      pack, rule: violation.ruleName, path: String((resource as { constructPath?: string }).constructPath),
    }))));
}

function ignoreAcknowledgements(): void {
  const { addMetadata } = Node.prototype;
  Node.prototype.addMetadata = function (type, data, options) {
    if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) addMetadata.call(this, type, data, options);
  };
}

async function main(): Promise<void> {
  const [program, option] = process.argv.slice(2);
  if (option === '--ignore-acknowledgements') ignoreAcknowledgements();
  const { app } = await import(program) as { app: App };
  if (!Stage.isStage(app)) throw new Error(`${program} must export its app, as "export const app = new App()"`);
  console.log(JSON.stringify(findingsOf(app)));
}

if (require.main === module) void main();
