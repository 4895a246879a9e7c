import { type AppVariant, APPS } from '../apps';
import type { Synthesis } from './app-probe';
import { alternately, runProbe } from './probe';
import { requireSameResources } from './resources';
import { type BenchResult, budgeted, information } from './result';
import { summarize } from './statistics';
import type { Elapsed } from './stopwatch';

const NAMES = ['omero-quickstart', 'omero-https'];
const ROUNDS = 9;
/** Also for apps that are synthesized after others in one process. */
export const SYNTHESIS_BUDGET = 1.15;

/** What synthesizing the apps costs over plain apps with the same resources, each in a new process, as the CDK CLI does it. */
export function synthesis(): BenchResult[] {
  return NAMES.flatMap((name) => costOf(name));
}

/** The app of a name. */
export function variantOf(name: string): AppVariant {
  const variant = APPS.find((candidate) => candidate.name === name);
  if (!variant) throw new Error(`there is no app "${name}" to compare; the apps are ${APPS.map((app) => app.name).join(', ')}`);
  return variant;
}

function costOf(name: string): BenchResult[] {
  const run = (side: string) => (): Synthesis => runProbe('app-probe.ts', [name, side], variantOf(name).context) as Synthesis;
  const [first] = alternately(1, run('own'), run('plain'));
  const resources = requireSameResources(name, first.a.resources, first.b.resources);
  const rounds = alternately(ROUNDS, run('own'), run('plain'));
  const row = (clock: keyof Elapsed) => ({
    subject: `${name} (${resources} resources)`,
    metric: `synthesis over plain, ${clock === 'cpu' ? 'CPU' : 'wall'} time`,
    value: summarize(rounds.map(({ a }) => a[clock])).median / summarize(rounds.map(({ b }) => b[clock])).median,
    spread: summarize(rounds.map(({ a, b }) => a[clock] / b[clock])).spread,
    unit: '×' as const,
  });
  return [budgeted(row('cpu'), SYNTHESIS_BUDGET), information(row('wall'))];
}
