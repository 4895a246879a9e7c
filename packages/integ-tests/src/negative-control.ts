import { withEmulatedAccount } from './emulated-account';
import { deployTests, updateSnapshots, verifySnapshots } from './integ-runner';
import { findTests, type IntegrationTest } from './integration-test';
import { report } from './report';

/** What is to be found in the output: the wrong expectations, each by its message, and the right one among them. */
const NOTICED = [
  /^\s+ASSERT\s+integ\.wrong-assertion/m,
  /Expected 192\.168\.0\.0\/16 but received 10\.0\.0\.0\/16/,
  /Expected dedicated but received default/,
  /AssertionResults\w+ - success/,
];

/** Runs what must fail: where nothing can fail, nothing is proven by success. */
async function negativeControl(): Promise<boolean> {
  const [test] = findTests(['wrong-assertion'], 'test-negative');
  const results = [await staleSnapshot(test), await wrongAssertions(test)];
  return results.every((noticed) => noticed);
}

async function staleSnapshot(test: IntegrationTest): Promise<boolean> {
  try {
    await updateSnapshots([test]);
    const fresh = await verifySnapshots([test]);
    test.snapshot.replace('10.0.0.0/16', '10.9.0.0/16');
    const stale = await verifySnapshots([test]);
    return conclude('a snapshot that differs', stale.output, fresh.succeeded && !stale.succeeded && /^\s+CHANGED\s+integ\.wrong-assertion/m.test(stale.output));
  } finally {
    test.snapshot.remove();
  }
}

async function wrongAssertions(test: IntegrationTest): Promise<boolean> {
  const { succeeded, output } = await withEmulatedAccount(1, (target) => deployTests([test], target));
  return conclude('wrong assertions', output, !succeeded && NOTICED.every((pattern) => pattern.test(output)));
}

function conclude(what: string, output: string, noticed: boolean): boolean {
  process.stdout.write(`${output}\n\nnegative control: ${what}: ${noticed ? 'noticed' : 'NOT NOTICED, or failed for another reason'}\n\n`);
  return noticed;
}

report(negativeControl());
