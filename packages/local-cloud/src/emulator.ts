import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { emulatorEnvironment, endpoint } from './environment';
import { LocalCloudError } from './local-cloud-error';
import type { Paths } from './paths';
import { endProcess, identityOf, isRunning, type ProcessIdentity } from './process-identity';

const START_TIMEOUT_MS = 60_000;

interface Health {
  readonly version: string;
}

/** Starts the emulator in a process group of its own, so that it outlives this command and ends as a whole. */
export function startEmulator(paths: Paths, interpreter: string, port: number): ProcessIdentity {
  // Nothing outlives an emulator, the code of its functions included.
  fs.rmSync(paths.emulatorHome, { recursive: true, force: true });
  fs.rmSync(paths.ignoredProperties, { force: true });
  const log = fs.openSync(paths.log, 'w');
  const child = spawn(interpreter, [path.join(paths.python, 'launch.py')], {
    cwd: paths.emulatorHome,
    detached: true,
    env: emulatorEnvironment(paths, port),
    stdio: ['ignore', log, log],
  });
  child.unref();
  fs.closeSync(log);
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (identity === undefined) {
    throw startFailure(paths, 'the emulator ended at once');
  }
  return identity;
}

/** Waits until the emulator answers; gives its version. */
export async function waitUntilHealthy(paths: Paths, identity: ProcessIdentity, port: number): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const health = await askHealth(port);
    if (!isRunning(identity)) {
      throw startFailure(paths, 'the emulator ended while it started');
    }
    if (health !== undefined) {
      return health.version;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await endProcess(identity);
  throw startFailure(paths, `the emulator did not answer within ${START_TIMEOUT_MS / 1000} s`);
}

export async function askHealth(port: number): Promise<Health | undefined> {
  try {
    const response = await fetch(`${endpoint(port)}/_ministack/health`, { signal: AbortSignal.timeout(2000) });
    const body = await response.json() as Partial<Health>;
    return response.ok && typeof body.version === 'string' ? { version: body.version } : undefined;
  } catch {
    return undefined;
  }
}

function startFailure(paths: Paths, what: string): LocalCloudError {
  const lines = fs.readFileSync(paths.log, 'utf8').trimEnd().split('\n').slice(-12);
  return new LocalCloudError(`${what}; the end of ${paths.log}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
