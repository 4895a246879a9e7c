import { spawn } from 'child_process';
import { PACKAGE_DIRECTORY, type IntegrationTest } from './integration-test';

/** Where a test is deployed to. */
export interface Target {
  /** Environment of integ-runner and of the app that it runs. */
  readonly environment: NodeJS.ProcessEnv;
  readonly region: string;
  /** Profile of a real account. */
  readonly profile?: string;
}

export interface RunnerResult {
  readonly succeeded: boolean;
  readonly output: string;
}

const MAX_COLUMNS = 500;
const APP = 'node --import tsx {filePath}';

/** Compares what tests synthesize with their committed snapshots; deploys nothing and needs no account. */
export function verifySnapshots(tests: IntegrationTest[]): Promise<RunnerResult> {
  return integRunner(tests, ['--parallel-regions', 'us-east-1', '--max-workers', '2'], process.env);
}

/** Writes snapshots anew without deploying. */
export function updateSnapshots(tests: IntegrationTest[]): Promise<RunnerResult> {
  return integRunner(tests, ['--dry-run', '--update-on-failed', '--parallel-regions', 'us-east-1,us-east-2', '--max-workers', '2'], process.env);
}

/** Deploys a test, with its assertions, and deletes it again. */
export function deployTest(test: IntegrationTest, target: Target): Promise<RunnerResult> {
  const profile = target.profile === undefined ? [] : ['--profiles', target.profile];
  // Without --force, an assertion that was changed alone would not be run again.
  return integRunner([test], ['--force', '--max-workers', '1', '--parallel-regions', target.region, ...profile], target.environment);
}

async function integRunner(tests: IntegrationTest[], args: string[], environment: NodeJS.ProcessEnv): Promise<RunnerResult> {
  const directories = new Set(tests.map((test) => test.directory));
  const command = [
    // The names come first: an option with a list would swallow them.
    require.resolve('@aws-cdk/integ-runner/bin/integ-runner'), ...tests.map((test) => test.file),
    '--directory', ...directories, '--language', 'typescript', '--app', APP, '--strict',
    // The update workflow checks snapshots out of another commit, over the ones that are being worked on.
    '--no-update-workflow', ...args,
  ];
  const child = spawn(process.execPath, command, { cwd: PACKAGE_DIRECTORY, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  tests.forEach((test) => test.snapshot.prune());
  return { succeeded: code === 0, output: readable(Buffer.concat(chunks).toString('utf8')) };
}

/** A stack trace into aws-cdk-lib comes with its minified lines. */
function readable(output: string): string {
  return output.trim().split('\n').map((line) => (line.length > MAX_COLUMNS ? `${line.slice(0, MAX_COLUMNS)}…` : line)).join('\n');
}
