import * as fs from 'fs';
import * as path from 'path';
import type { ProcessIdentity } from './process-identity';

/** What `up` leaves behind so that the other commands, and a second `up`, find the emulator. */
export interface State extends ProcessIdentity {
  readonly port: number;
  /** Version of the emulator, as it reports it. */
  readonly version: string;
  /** False until the account is bootstrapped: `up` finishes what an interrupted one began. */
  readonly ready: boolean;
}

export function readState(file: string): State | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const state: unknown = JSON.parse(text);
    return isState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

export function writeState(file: string, state: State): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(state, undefined, 2) + '\n');
  fs.renameSync(draft, file);
}

export function removeState(file: string): void {
  fs.rmSync(file, { force: true });
}

function isState(value: unknown): value is State {
  const state = value as Partial<State> | null;
  return typeof state === 'object' && state !== null
    && Number.isInteger(state.pid) && Number(state.pid) > 1
    && typeof state.started === 'string' && state.started !== ''
    && Number.isInteger(state.port)
    && typeof state.version === 'string'
    && typeof state.ready === 'boolean';
}
