import { alternately, runProbe } from './probe';
import { type BenchResult, budgeted, information } from './result';
import { summarize } from './statistics';
import type { Elapsed } from './stopwatch';

const LIBRARIES = ['imaging-core', 'imaging-network', 'omero-ecs'];
const PROBE = 'import-probe.mjs';
const ROUNDS = 15;
/** Milliseconds. */
const BUDGET = 50;

/** What importing each library costs over importing the modules of aws-cdk-lib that it asks for. */
export function importCost(): BenchResult[] {
  return LIBRARIES.flatMap((library) => costOf(library));
}

function costOf(library: string): BenchResult[] {
  const name = `@cdk-imaging/${library}`;
  const modules = runProbe(PROBE, ['--trace', name]) as string[];
  const time = (imports: readonly string[]) => (): Elapsed => runProbe(PROBE, imports) as Elapsed;
  alternately(1, time([name]), time(modules));
  const rounds = alternately(ROUNDS, time([name]), time(modules));
  const over = (clock: keyof Elapsed) => summarize(rounds.map(({ a, b }) => a[clock] - b[clock]));
  const cpu = over('cpu');
  const wall = over('wall');
  const baseline = summarize(rounds.map(({ b }) => b.cpu));
  return [
    budgeted({ subject: name, metric: 'import over aws-cdk-lib, CPU time', value: cpu.median, spread: cpu.spread, unit: 'ms' }, BUDGET),
    information({ subject: name, metric: 'import over aws-cdk-lib, wall time', value: wall.median, spread: wall.spread, unit: 'ms' }),
    information({ subject: name, metric: `import of its ${modules.length} modules of aws-cdk-lib, CPU time`, value: baseline.median, spread: baseline.spread, unit: 'ms' }),
  ];
}
