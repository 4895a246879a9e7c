import { spawnSync } from 'child_process';
import { LocalCloudError } from './local-cloud-error';

export const OLDEST_PYTHON = [3, 10] as const;
const CANDIDATES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

export interface Python {
  readonly command: string;
  readonly version: string;
}

/** Asks a command for its Python version, such as '3.11.7'; undefined where there is none. */
export type VersionOf = (command: string) => string | undefined;

/** The first Python on the path that the emulator runs on. */
export function findPython(versionOf: VersionOf = askVersion): Python {
  const tooOld: string[] = [];
  for (const command of CANDIDATES) {
    const version = versionOf(command);
    if (version !== undefined && isRecentEnough(version)) {
      return { command, version };
    }
    if (version !== undefined) {
      tooOld.push(`${command} is ${version}`);
    }
  }
  const found = tooOld.length > 0 ? `found only older ones: ${tooOld.join(', ')}` : 'found none';
  throw new LocalCloudError(
    `the local cloud needs Python ${OLDEST_PYTHON.join('.')} or later; ${found}. `
    + 'Install it: apt-get install python3 python3-venv (Debian, Ubuntu), dnf install python3 (Fedora), brew install python (macOS)',
  );
}

export function isRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]);
}

function askVersion(command: string): string | undefined {
  const result = spawnSync(command, ['-c', 'import platform; print(platform.python_version())'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : undefined;
}
