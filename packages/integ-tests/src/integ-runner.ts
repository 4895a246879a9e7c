import { spawn } from 'child_process';
import { createInterface } from 'readline';
import { PACKAGE_DIRECTORY, type IntegrationTest } from './integration-test';

/** Where tests are deployed to. */
export interface Target {
  /** Environment of integ-runner and of the apps that it runs. */
  readonly environment: NodeJS.ProcessEnv;
  readonly region: string;
  /** Profiles of the AWS configuration. integ-runner has each of them run one test at a time. */
  readonly profiles: string[];
}

export interface RunnerResult {
  readonly succeeded: boolean;
  readonly output: string;
}

type OnLine = (line: string) => void;

const APP = 'node --import tsx {filePath}';
const MAX_COLUMNS = 500;

/** Compares what tests synthesize with their committed snapshots; deploys nothing and needs no account. */
export function verifySnapshots(tests: IntegrationTest[]): Promise<RunnerResult> {
  return integRunner(tests, ['--parallel-regions', 'us-east-1', '--max-workers', '2'], process.env);
}

/** Writes snapshots anew without deploying. */
export function updateSnapshots(tests: IntegrationTest[]): Promise<RunnerResult> {
  return integRunner(tests, ['--dry-run', '--update-on-failed', '--parallel-regions', 'us-east-1,us-east-2', '--max-workers', '2'], process.env);
}

/** Deploys tests, with their assertions, and deletes them again. */
export function deployTests(tests: IntegrationTest[], target: Target, onLine?: OnLine): Promise<RunnerResult> {
  const { region, profiles } = target;
  // Without --force, an assertion that was changed alone would not be run again.
  const args = ['--force', '--parallel-regions', region, '--profiles', profiles.join(','), '--max-workers', String(Math.max(2, profiles.length))];
  return integRunner(tests, args, target.environment, onLine);
}

/** One process for all tests: it reads the whole directory, and would stumble over what another one is just deleting there. */
async function integRunner(tests: IntegrationTest[], args: string[], environment: NodeJS.ProcessEnv, onLine?: OnLine): Promise<RunnerResult> {
  const command = [
    // The names come first: an option with a list would swallow them.
    require.resolve('@aws-cdk/integ-runner/bin/integ-runner'), ...tests.map((test) => test.file),
    '--directory', tests[0].directory, '--language', 'typescript', '--app', APP, '--strict',
    // The update workflow checks snapshots out of another commit, over the ones that are being worked on.
    '--no-update-workflow', ...args,
  ];
  const child = spawn(process.execPath, command, { cwd: PACKAGE_DIRECTORY, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill();
  process.once('SIGINT', end).once('SIGTERM', end);
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(readable(line));
      onLine?.(readable(line));
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.removeListener('SIGINT', end).removeListener('SIGTERM', end);
  tests.forEach((test) => test.snapshot.prune());
  return { succeeded: code === 0, output: lines.join('\n') };
}

/** A stack trace into aws-cdk-lib comes with its minified lines. */
function readable(line: string): string {
  return line.length > MAX_COLUMNS ? `${line.slice(0, MAX_COLUMNS)}…` : line;
}
