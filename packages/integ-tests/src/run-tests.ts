import { deployTests, type RunnerResult, type Target, verifySnapshots } from './integ-runner';
import type { IntegrationTest } from './integration-test';

interface Outcome {
  readonly passed: boolean;
  readonly detail: string;
}

/** Compares tests with their snapshots, deploys those that agree, and prints how each went; gives whether all passed. */
export async function runTests(tests: IntegrationTest[], target: Target): Promise<boolean> {
  const began = Date.now();
  const verified = await verifySnapshots(tests);
  const current = tests.filter((test) => isCurrent(test, verified));
  if (!verified.succeeded) print(verified.output);
  const deployed = current.length > 0 ? await deployTests(current, target, print) : undefined;
  const outcomes = tests.map((test) => outcomeOf(test, verified, deployed));
  summarize(tests, outcomes);
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  print(`${passed} passed, ${tests.length - passed} failed in ${((Date.now() - began) / 1000).toFixed(0)} s`);
  return passed === tests.length;
}

function isCurrent(test: IntegrationTest, verified: RunnerResult): boolean {
  return new RegExp(`^ +UNCHANGED +integ\\.${test.name} `, 'm').test(verified.output);
}

function outcomeOf(test: IntegrationTest, verified: RunnerResult, deployed: RunnerResult | undefined): Outcome {
  if (![verified, deployed ?? verified].every((result) => isCurrent(test, result))) {
    return { passed: false, detail: `differs from its snapshot: npm run integ -- --update ${test.name}` };
  }
  const succeeded = new RegExp(`^ +SUCCESS +integ\\.${test.name}-Integ\\S+ +([\\d.]+)s`, 'm').exec(deployed?.output ?? '');
  if (succeeded === null) return { passed: false, detail: 'see above' };
  const assertions = test.snapshot.assertionCount();
  return assertions > 0
    ? { passed: true, detail: `${assertions} assertions, ${Number(succeeded[1]).toFixed(0)} s` }
    : { passed: false, detail: 'asserts nothing' };
}

function summarize(tests: IntegrationTest[], outcomes: Outcome[]): void {
  const width = Math.max(...tests.map((test) => test.name.length));
  tests.forEach(({ name }, index) => {
    const { passed, detail } = outcomes[index];
    print(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(width)}  ${detail}`);
  });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
