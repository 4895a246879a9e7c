/**
 * `npm run no-custom-resources`: no app synthesizes a custom resource or a Lambda function, neither without feature flags nor with all that
 * are recommended, at the oldest aws-cdk-lib that the libraries support.
 */
import { join } from 'node:path';
import { Command } from 'commander';
import { APPS, type AppVariant, flagSets, ROOT } from './apps';
import { CheckError, runCheck } from './check-error';
import { commandOf, resourcesOf, synthesize, type Templates } from './synthesize';
import { versionOf } from './versions';

const UNWANTED = [/^Custom::/, /^AWS::CloudFormation::CustomResource$/, /^AWS::Lambda::/, /^AWS::Serverless::/];

/** Custom resources, and what belongs to Lambda functions. */
export function unwantedIn(templates: Templates): string[] {
  return resourcesOf(templates).filter(({ type }) => UNWANTED.some((pattern) => pattern.test(type))).map(({ id, type }) => `${id} (${type})`);
}

function examine(variant: AppVariant): string[] {
  const directory = join(ROOT, 'apps', variant.directory);
  return Object.entries(flagSets()).flatMap(([flags, context]) => {
    const { templates } = synthesize({ directory, command: commandOf(directory), context: { ...context, ...variant.context } });
    const unwanted = unwantedIn(templates);
    console.log(`${unwanted.length ? '✗' : '✓'} ${variant.name}, ${flags}: ${resourcesOf(templates).length} resources, ${unwanted.length} custom or Lambda`);
    return unwanted.map((resource) => `${variant.name}, ${flags}: ${resource}`);
  });
}

function main(): void {
  new Command('no-custom-resources').description('Looks for custom resources and Lambda functions in every app').parse();
  console.log(`aws-cdk-lib ${versionOf('aws-cdk-lib')}`);
  const unwanted = APPS.flatMap(examine);
  if (unwanted.length) throw new CheckError(unwanted.join('\n✗ '));
}

if (require.main === module) runCheck(main);
