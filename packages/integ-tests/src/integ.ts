import { withEmulatedAccount } from './emulated-account';
import { updateSnapshots, verifySnapshots } from './integ-runner';
import { findTests, type IntegrationTest } from './integration-test';
import { parseOptions, USAGE, type Options } from './options';
import { announcement, realAccount } from './real-account';
import { report } from './report';
import { runTests } from './run-tests';

async function main(args: string[]): Promise<boolean> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return true;
  }
  const options = parseOptions(args);
  const tests = findTests(options.names);
  return options.update ? update(tests) : run(tests, options);
}

async function update(tests: IntegrationTest[]): Promise<boolean> {
  // Written as if new: otherwise what the change destroys would be noted in the snapshot, and be gone with the next run.
  tests.forEach((test) => test.snapshot.remove());
  const { output } = await updateSnapshots(tests);
  const { succeeded } = await verifySnapshots(tests);
  if (!succeeded) process.stdout.write(`${output}\n`);
  process.stdout.write(`${tests.length} snapshots ${succeeded ? 'written; look at the changes, then deploy them: npm run integ' : 'could not be written'}\n`);
  return succeeded;
}

async function run(tests: IntegrationTest[], options: Options): Promise<boolean> {
  const { profile } = options;
  if (profile === undefined) return withEmulatedAccount(options.jobs, (target) => runTests(tests, target));
  const target = realAccount(profile, options, tests);
  process.stdout.write(`${announcement(tests, target)}\n`);
  return runTests(tests, target);
}

report(main(process.argv.slice(2)));
