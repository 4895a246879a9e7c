import { spawnSync } from 'node:child_process';
import { CheckError } from '../check-error';

/** Runs a command that must succeed, and returns what it prints. */
export function run(command: string, args: string[]): string {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (result.status === 0) return result.stdout;
  throw new CheckError(`${command} ${args.join(' ')} failed:\n${result.error?.message ?? `${result.stdout}${result.stderr}`}`);
}

/** Whether a command is there and says by its exit code that it does what is asked. */
export function succeeds(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
