/**
 * `npm run newest-cdk`: the packed libraries with the newest aws-cdk-lib and constructs, in a directory of their own. Every app is synthesized
 * with aws-cdk-lib's template validation as errors. A stack that is known to be bad shows that the validation is on.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { APPS, type AppVariant, flagSets, ROOT } from './apps';
import { CheckError, runCheck } from './check-error';
import { freshLibraries } from './dist';
import { run } from './languages/run';
import { resourcesOf, type Synthesis, synthesize } from './synthesize';
import { describeViolations } from './validation-report';
import { isAtLeast, versionOf } from './versions';

/** The first release with which this check was run; npm's `latest` must not fall behind it unnoticed. */
const LEAST = '2.276.0';

const VALIDATE = { '@aws-cdk/core:validateAgainstDefaultRules': true };

const REFUSAL = /error F\d+ at Bad\/Bucket: NoSuchProperty/;

const BAD_STACK = `
import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
new CfnResource(new Stack(new App(), 'Bad'), 'Bucket', { type: 'AWS::S3::Bucket', properties: { NoSuchProperty: true } });
`;

/** An npm project with the packed libraries, and with whatever npm takes for the newest of everything else. */
function install(project: string): void {
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  const tarballs = freshLibraries().map(({ tarball }) => tarball);
  run('npm', ['install', '--prefix', project, '--no-audit', '--no-fund', '--no-package-lock', 'aws-cdk-lib@latest', 'constructs@latest', ...tarballs]);
  const found = versionOf('aws-cdk-lib', project);
  if (!isAtLeast(found, LEAST)) throw new CheckError(`npm's latest aws-cdk-lib is ${found}; at least ${LEAST} is wanted`);
  console.log(`aws-cdk-lib ${found}, constructs ${versionOf('constructs', project)}`);
}

/** Puts the programs of an app where they find the project's modules, and not those of the workspace. */
function copyApp(project: string, app: string): void {
  const source = join(ROOT, 'apps', app);
  mkdirSync(join(project, app), { recursive: true });
  for (const file of readdirSync(source)) if (file.endsWith('.ts')) cpSync(join(source, file), join(project, app, file));
}

function synthesizeIn(project: string, app: string, context: Record<string, unknown>): Synthesis {
  const command = `"${process.execPath}" "${require.resolve('tsx/cli')}" main.ts`;
  return synthesize({ directory: join(project, app), command, context: { ...context, ...VALIDATE } });
}

/** Synthesizes a variant with each set of flags, and shows warnings. @throws where the validation finds an error: then the app fails */
function examine(project: string, variant: AppVariant): void {
  copyApp(project, variant.directory);
  for (const [flags, context] of Object.entries(flagSets(project))) {
    const { templates, violations } = synthesizeIn(project, variant.directory, { ...context, ...variant.context });
    console.log(`✓ ${variant.name}, ${flags}: ${resourcesOf(templates).length} resources valid, ${violations.length} warnings`);
    if (violations.length) console.log(describeViolations(violations));
  }
}

/** @throws where a property that does not exist passes: then what passed before means nothing */
function examineBadStack(project: string): void {
  mkdirSync(join(project, 'bad'));
  writeFileSync(join(project, 'bad', 'main.ts'), BAD_STACK);
  try {
    synthesizeIn(project, 'bad', {});
  } catch (error) {
    if (!(error instanceof CheckError && REFUSAL.test(error.message))) throw error;
    return console.log('✓ negative control: a property that does not exist is refused');
  }
  throw new CheckError('a template with a property that does not exist was accepted: the template validation is not on');
}

function main(): void {
  new Command('newest-cdk').description('Synthesizes every app with the newest aws-cdk-lib, and validates the templates').parse();
  const project = mkdtempSync(join(tmpdir(), 'cdk-imaging-newest-'));
  try {
    install(project);
    examineBadStack(project);
    for (const variant of APPS) examine(project, variant);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

if (require.main === module) runCheck(main);
