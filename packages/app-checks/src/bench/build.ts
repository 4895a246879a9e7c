import { execFileSync } from 'node:child_process';
import { ROOT } from '../apps';
import { type BenchResult, budgeted } from './result';
import { summarize } from './statistics';
import { stopwatch } from './stopwatch';

const ROUNDS = 3;
/** Seconds. */
const BUDGET = 5;

/** How long `npm run build` takes when nothing has changed. */
export function build(): BenchResult[] {
  const run = (): number => {
    const elapsed = stopwatch();
    execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'ignore' });
    return elapsed().wall / 1e3;
  };
  run();
  const { median, spread } = summarize(Array.from({ length: ROUNDS }, run));
  return [budgeted({ subject: 'npm run build', metric: 'warm cache, wall time', value: median, spread, unit: 's' }, BUDGET)];
}
