import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { withoutAws } from './environment';
import { LocalCloudError } from './local-cloud-error';
import type { Paths } from './paths';
import { findPython } from './python';
import { step } from './terminal';

/** Makes the emulator's own Python environment and installs the pinned emulator; gives the interpreter to run. */
export function prepareVirtualEnvironment(paths: Paths): string {
  const interpreter = path.join(paths.venv, 'bin', 'python');
  const requirements = path.join(paths.python, 'requirements.txt');
  const python = findPython();
  const stamp = path.join(paths.venv, 'installed');
  const wanted = createHash('sha256').update(`${python.version}\n`).update(fs.readFileSync(requirements)).digest('hex');
  if (fs.existsSync(interpreter) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) {
    return interpreter;
  }
  step(`installing the emulator into ${path.relative(process.cwd(), paths.venv)} (Python ${python.version})`);
  fs.rmSync(paths.venv, { recursive: true, force: true });
  createVenv(python.command, paths.venv);
  install(interpreter, requirements);
  fs.writeFileSync(stamp, wanted);
  return interpreter;
}

function createVenv(command: string, directory: string): void {
  const result = run(command, ['-m', 'venv', directory]);
  if (result.status === 0) {
    return;
  }
  fs.rmSync(directory, { recursive: true, force: true });
  throw new LocalCloudError(/ensurepip|No module named venv/.test(result.output)
    ? `${command} cannot make a virtual environment, because its venv module is not complete; on Debian and Ubuntu: apt-get install python3-venv`
    : `${command} -m venv ${directory} failed:\n${result.output}`);
}

function install(interpreter: string, requirements: string): void {
  // Already pinned in full, so that a dependency which is missing from the list is an error, not a surprise.
  const result = run(interpreter, [
    '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '-r', requirements,
  ]);
  if (result.status !== 0) {
    throw new LocalCloudError(`pip could not install the emulator; it needs PyPI, or an index that PIP_INDEX_URL names:\n${result.output}`);
  }
}

function run(command: string, args: string[]): { status: number | null; output: string } {
  const result = spawnSync(command, args, { encoding: 'utf8', env: withoutAws(process.env) });
  return { status: result.status, output: `${result.stdout ?? ''}${result.stderr ?? ''}`.trim() };
}
