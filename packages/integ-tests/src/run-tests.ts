import { Interruption } from './interruption';
import { deployTest, type Target, verifySnapshots } from './integ-runner';
import type { IntegrationTest } from './integration-test';

interface Outcome {
  readonly passed: boolean;
  readonly detail: string;
  readonly output: string;
}

/** Runs tests, several at a time, and prints how each went; gives whether all passed. */
export async function runTests(tests: IntegrationTest[], target: Target, jobs: number): Promise<boolean> {
  const began = Date.now();
  const interruption = new Interruption();
  const width = Math.max(...tests.map((test) => test.name.length));
  const waiting = [...tests];
  let [passed, failed] = [0, 0];
  const worker = async () => {
    for (let test = waiting.shift(); test !== undefined && !interruption.requested; test = waiting.shift()) {
      const testBegan = Date.now();
      const outcome = await runTest(test, target);
      if (outcome.passed) passed++; else failed++;
      process.stdout.write(`${outcome.passed ? 'passed' : 'FAILED'}  ${test.name.padEnd(width)}  ${seconds(testBegan).padStart(7)}  ${outcome.detail}\n`);
      if (!outcome.passed) process.stdout.write(`${indent(outcome.output)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tests.length) }, worker));
  const notRun = tests.length - passed - failed;
  process.stdout.write(`${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''} in ${seconds(began)}\n`);
  return passed === tests.length;
}

async function runTest(test: IntegrationTest, target: Target): Promise<Outcome> {
  const verified = await verifySnapshots([test]);
  if (!verified.succeeded) {
    return { passed: false, detail: `differs from its snapshot; npm run integ -- --update ${test.name}`, output: verified.output };
  }
  const count = test.snapshot.assertionCount();
  if (count === 0) return { passed: false, detail: 'asserts nothing', output: '' };
  const deployed = await deployTest(test, target);
  return { passed: deployed.succeeded, detail: `${count} assertions`, output: deployed.output };
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text.split('\n').map((line) => `    ${line}`.trimEnd()).join('\n');
}
