import { spawnSync } from 'child_process';
import * as fs from 'fs';

/** A process that cannot be taken for another one: its id and when it started. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque: compared, never parsed. Without it a reused id would be taken for the process that had it before. */
  readonly started: string;
}

/** When the process with this id started, or undefined where there is none. */
export function startTime(pid: number): string | undefined {
  return fs.existsSync('/proc/self/stat') ? linuxStartTime(pid) : psStartTime(pid);
}

export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = startTime(pid);
  return started === undefined ? undefined : { pid, started };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return startTime(identity.pid) === identity.started;
}

/** Ends the process group that the process leads: politely, then by force once `graceMs` have passed. */
export async function endProcess(identity: ProcessIdentity, graceMs = 5000): Promise<void> {
  if (!isRunning(identity)) {
    return;
  }
  signalGroup(identity.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isRunning(identity) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (isRunning(identity)) {
    signalGroup(identity.pid, 'SIGKILL');
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

function linuxStartTime(pid: number): string | undefined {
  let stat: string;
  try {
    stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold spaces: count from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const zombie = fields[0] === 'Z';
  // Ticks since boot repeat after a reboot, so the boot is part of the identity.
  const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return zombie ? undefined : `${boot}/${fields[19]}`;
}

function psStartTime(pid: number): string | undefined {
  const result = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return result.status === 0 ? result.stdout.trim() || undefined : undefined;
}
