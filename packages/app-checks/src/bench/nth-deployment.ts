import { type Deployments, FEW, MANY } from './deployments-probe';
import { alternately, runProbe } from './probe';
import { requireSameResources } from './resources';
import { type BenchResult, budgeted, information } from './result';
import { summarize } from './statistics';
import { SYNTHESIS_BUDGET } from './synthesis';

const ROUNDS = 4;
const BUDGET = 1.1;

/** Whether the 50th OMERO in one app costs more than the 2nd; the plain one tells how much of that is aws-cdk-lib's. */
export function nthDeployment(): BenchResult[] {
  const run = (side: string) => (): Deployments => runProbe('deployments-probe.ts', [side]) as Deployments;
  const rounds = alternately(ROUNDS, run('own'), run('plain'));
  requireSameResources(`${MANY} × OMERO`, rounds[0].a.resources, rounds[0].b.resources);
  const row = (subject: string, metric: string, unit: '×' | 'ms', sample: number[]) => {
    const { median, spread } = summarize(sample);
    return { subject: `${MANY} × ${subject}`, metric: `${metric}, CPU time`, value: median, spread, unit };
  };
  const growth = `cost of the ${MANY}th over the 2nd`;
  return [
    budgeted(row('OMERO', growth, '×', rounds.map(({ a }) => lastOverSecond(a))), BUDGET),
    information(row('plain', growth, '×', rounds.map(({ b }) => lastOverSecond(b)))),
    budgeted(row('OMERO', 'synthesis over plain', '×', rounds.map(({ a, b }) => a.many / b.many)), SYNTHESIS_BUDGET),
    information(row('OMERO', 'cost of one', 'ms', rounds.map(({ a }) => a.many / MANY))),
    information(row('plain', 'cost of one', 'ms', rounds.map(({ b }) => b.many / MANY))),
  ];
}

/**
 * With n deployments an app takes T(n) = T(0) + b·n + c·n², where c is what each deployment adds to the cost of all others: by a search through
 * the whole app, for example. b and c follow from the apps that were measured; the nth deployment costs T(n) - T(n - 1) = b + c·(2n - 1).
 */
function lastOverSecond({ none, few, many }: Deployments): number {
  const [eachOfFew, eachOfMany] = [(few - none) / FEW, (many - none) / MANY];
  const c = (eachOfMany - eachOfFew) / (MANY - FEW);
  const b = eachOfFew - c * FEW;
  return (b + c * (2 * MANY - 1)) / (b + c * 3);
}
