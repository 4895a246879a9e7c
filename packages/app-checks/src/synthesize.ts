import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckError } from './check-error';
import { describeViolations, type Violation, violationsIn } from './validation-report';

export interface Resource {
  readonly Type: string;
  readonly [attribute: string]: unknown;
}

export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

/** Templates by the path of their file within the cloud assembly. */
export type Templates = Readonly<Record<string, Template>>;

export interface SynthesisOptions {
  /** Directory of the app. */
  readonly directory: string;
  /** What runs the app, as in `app` of its cdk.json. */
  readonly command: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Synthesis {
  readonly templates: Templates;
  /** What the template validation of a newer aws-cdk-lib found. */
  readonly violations: Violation[];
}

/** Runs an app as the CDK CLI would, version reporting off. @throws where the app fails, with the violations if there are any */
export function synthesize(options: SynthesisOptions): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-imaging-'));
  try {
    const run = spawnSync(options.command, {
      shell: true,
      cwd: options.directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
        JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
        ...options.environment,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:enable-path-metadata': true, ...options.context }),
      },
    });
    const violations = violationsIn(outdir);
    if (run.status !== 0) {
      const why = violations.length ? describeViolations(violations) : `${run.stdout}${run.stderr}`;
      throw new CheckError(`"${options.command}" in ${options.directory} failed:\n${why}`);
    }
    return { templates: readTemplates(outdir), violations };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The command that the CDK CLI would run for an app. */
export function commandOf(directory: string): string {
  return (JSON.parse(readFileSync(join(directory, 'cdk.json'), 'utf8')) as { app: string }).app;
}

export function resourcesOf(templates: Templates): { id: string; type: string }[] {
  return Object.values(templates).flatMap((template) => Object.entries(template.Resources ?? {}).map(([id, { Type }]) => ({ id, type: Type })));
}

function readTemplates(outdir: string): Templates {
  const files = existsSync(outdir) ? readdirSync(outdir, { recursive: true, encoding: 'utf8' }) : [];
  const templates = files.filter((file) => file.endsWith('.template.json')).sort();
  if (templates.length === 0) throw new CheckError('the app made no template');
  return Object.fromEntries(templates.map((file) => [file, JSON.parse(readFileSync(join(outdir, file), 'utf8')) as Template]));
}
