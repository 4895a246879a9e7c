/**
 * `npm run bench -- WHAT`: prints numbers and whether they are within the budgets. A number ends it with 1 only where --check is given.
 */
import { Argument, Command } from 'commander';
import { build } from './bench/build';
import { importCost } from './bench/import-cost';
import { nthDeployment } from './bench/nth-deployment';
import { type BenchResult, print } from './bench/result';
import { synthesis } from './bench/synthesis';

const BENCHMARKS: Record<string, readonly (() => BenchResult[])[]> = {
  synth: [importCost, synthesis, nthDeployment],
  build: [build],
};

interface Options {
  readonly json?: boolean;
  readonly check?: boolean;
}

function main(what: string, options: Options): void {
  const results = BENCHMARKS[what].flatMap((benchmark) => {
    const part = benchmark();
    if (!options.json) print(part);
    return part;
  });
  if (options.json) console.log(JSON.stringify(results, undefined, 2));
  if (options.check && results.some(({ met }) => met === false)) process.exitCode = 1;
}

if (require.main === module) {
  new Command('bench')
    .addArgument(new Argument('<what>', 'what to measure').choices(Object.keys(BENCHMARKS)))
    .option('--json', 'print the numbers as JSON')
    .option('--check', 'end with 1 where a budget is not met')
    .action(main)
    .parse();
}
