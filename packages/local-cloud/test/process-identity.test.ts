import { type ChildProcess, spawn } from 'child_process';
import { endProcess, identityOf, isRunning, type ProcessIdentity } from '../src/process-identity';

describe('a process identity', () => {
  let child: ChildProcess;

  beforeEach(() => {
    child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  });

  afterEach(() => {
    child.kill('SIGKILL');
  });

  function identity(): ProcessIdentity {
    const found = identityOf(child.pid!);
    if (found === undefined) {
      throw new Error('the child did not start');
    }
    return found;
  }

  test('knows the process that it was taken of', () => {
    expect(isRunning(identity())).toBe(true);
  });

  test('ends the process that it was taken of', async () => {
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    await endProcess(identity());
    expect(await ended).toBe('SIGTERM');
  });

  test('does not end another process that got the same id', async () => {
    await endProcess({ ...identity(), started: 'at another time' });
    expect(isRunning(identity())).toBe(true);
  });

  test('forces a process that does not end by itself', async () => {
    const stubborn = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); process.stdout.write("."); setInterval(() => {}, 1000)'],
      { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => stubborn.stdout.once('data', resolve));
    const ended = new Promise((resolve) => stubborn.once('exit', (_code, signal) => resolve(signal)));
    await endProcess(identityOf(stubborn.pid!)!, 200);
    expect(await ended).toBe('SIGKILL');
  });

  test('of an id without a process is none', () => {
    expect(identityOf(2 ** 22 + 1)).toBeUndefined();
  });
});
