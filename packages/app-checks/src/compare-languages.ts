/**
 * `npm run compare-languages`: the quickstart in Python and in Java gives the templates of the quickstart in TypeScript. Uses the wheels and
 * jars of `npm run package`. A language that the machine lacks is skipped, with a message; in CI it is a failure.
 */
import { join } from 'node:path';
import { Command } from 'commander';
import { APPS, flagSets, ROOT } from './apps';
import { CheckError, runCheck } from './check-error';
import { differences } from './compare-templates';
import { freshLibraries, type PackedLibrary } from './dist';
import { JAVA } from './languages/java';
import type { CdkVersions, Language } from './languages/language';
import { PYTHON } from './languages/python';
import { TYPESCRIPT } from './languages/typescript';
import { commandOf, resourcesOf, synthesize, type Templates } from './synthesize';
import { versionOf } from './versions';

interface Case {
  readonly name: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Every variant of the quickstart, each without feature flags and with all that are recommended. */
function cases(): Case[] {
  return APPS.filter(({ directory }) => directory === TYPESCRIPT.app).flatMap((variant) => Object.entries(flagSets()).map(([flags, context]) => ({
    name: `${variant.name}, ${flags}`, context: { ...context, ...variant.context },
  })));
}

function synthesizeAll(language: Language, libraries: PackedLibrary[], versions: CdkVersions): Templates[] {
  console.log(`  ${language.name}: preparing …`);
  const { environment, args } = language.prepare(libraries, versions);
  const directory = join(ROOT, 'apps', language.app);
  const command = [commandOf(directory), ...args].join(' ');
  return cases().map(({ name, context }) => {
    console.log(`  ${language.name}: ${name} …`);
    return synthesize({ directory, command, environment, context }).templates;
  });
}

/** Whether to go on without a language. @throws in CI, where nothing is skipped */
function isSkipped(language: Language): boolean {
  const missing = language.missing();
  if (missing === undefined) return false;
  if (process.env.CI && process.env.CI !== 'false') throw new CheckError(`${language.name}: ${missing}`);
  console.log(`– ${language.name} is skipped, and so not compared: ${missing}`);
  return true;
}

function compare(language: Language, expected: Templates[], actual: Templates[]): number {
  const sides = { expected: TYPESCRIPT.name, actual: language.name };
  const found = cases().flatMap(({ name }, index) => differences(expected[index], actual[index], sides).map((difference) => `${name}: ${difference}`));
  for (const difference of found) console.error(`✗ ${difference}\n`);
  const resources = actual.flatMap(resourcesOf).length;
  const verdict = found.length ? `${found.length} differences from ${TYPESCRIPT.name}` : `equal to ${TYPESCRIPT.name}`;
  console.log(`${found.length ? '✗' : '✓'} ${language.name}: ${resources} resources in ${actual.length} syntheses, ${verdict}`);
  return found.length;
}

function main(): void {
  new Command('compare-languages').description('Compares the templates of the quickstart in TypeScript, Python and Java').parse();
  const languages = [PYTHON, JAVA].filter((language) => !isSkipped(language));
  const libraries = freshLibraries();
  const versions = { awsCdkLib: versionOf('aws-cdk-lib'), constructs: versionOf('constructs') };
  console.log(`aws-cdk-lib ${versions.awsCdkLib}, constructs ${versions.constructs}; ${libraries.map(({ name }) => name).join(', ')}`);
  const expected = synthesizeAll(TYPESCRIPT, libraries, versions);
  console.log(`✓ ${TYPESCRIPT.name}: ${expected.flatMap(resourcesOf).length} resources in ${expected.length} syntheses`);
  const differing = languages.filter((language) => compare(language, expected, synthesizeAll(language, libraries, versions)) > 0);
  process.exitCode = differing.length ? 1 : 0;
}

if (require.main === module) runCheck(main);
