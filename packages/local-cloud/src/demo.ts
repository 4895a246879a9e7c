import * as path from 'path';
import { findApp } from './app';
import { checkDatabase } from './demo/database-facts';
import { Clients } from './demo/clients';
import { checkServices } from './demo/ecs-facts';
import { checkEntrance } from './demo/entrance-facts';
import { Facts } from './demo/facts';
import { newestEvents } from './demo/stack-events';
import { StackResources } from './demo/stack-resources';
import { checkStorage } from './demo/storage-facts';
import { endpoint } from './environment';
import { LocalCloud } from './local-cloud';
import { LocalCloudError } from './local-cloud-error';
import { bold, seconds, step } from './terminal';

const APP = process.argv[2] ?? 'omero-quickstart';

/** OMERO deployed by the real cdk CLI, read back through the AWS SDK, deployed again, and taken down: without an AWS account. */
async function demo(): Promise<void> {
  const began = Date.now();
  const cloud = new LocalCloud();
  const end = endUnlessRunning(cloud);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void end().finally(() => process.exit(130)));
  }
  try {
    await cloud.up();
    await story(cloud);
  } finally {
    await end();
  }
  step(`done in ${seconds(began)}`);
  const directory = path.relative(process.cwd(), findApp(APP, cloud.paths).directory);
  process.stdout.write(`\nThe same in an AWS account of yours: ${bold(`cd ${directory} && npx cdk bootstrap && npx cdk deploy`)}\n`);
}

/** What runs already is somebody's: it stays. */
function endUnlessRunning(cloud: LocalCloud): () => Promise<void> {
  const wasRunning = cloud.running() !== undefined;
  return async () => {
    if (!wasRunning) {
      await cloud.down();
    }
  };
}

async function story(cloud: LocalCloud): Promise<void> {
  const clients = new Clients(endpoint(cloud.port()));
  const { stacks, outputs } = await cloud.deploy(APP);
  showOutputs(outputs);
  await checkFacts(clients, stacks);
  await checkSecondDeployment(cloud, clients, stacks);
}

async function checkSecondDeployment(cloud: LocalCloud, clients: Clients, stacks: string[]): Promise<void> {
  const before = await newestEvents(clients.cloudFormation, stacks);
  await cloud.deploy(APP);
  const after = await newestEvents(clients.cloudFormation, stacks);
  const changed = stacks.filter((stack) => before.get(stack) !== after.get(stack));
  if (changed.length > 0) {
    throw new LocalCloudError(`the second deployment was to change nothing; it changed ${changed.join(', ')}`);
  }
  step('the second deployment changed nothing');
}

async function checkFacts(clients: Clients, stacks: string[]): Promise<void> {
  const resources = await StackResources.of(clients.cloudFormation, stacks);
  const facts = new Facts();
  for (const check of [checkServices, checkDatabase, checkStorage, checkEntrance]) {
    await check(clients, resources, facts);
  }
  const { checked, wrong } = facts.summary();
  process.stdout.write('\n');
  if (wrong.length > 0) {
    throw new LocalCloudError(`${wrong.length} of ${checked} facts are wrong:\n  ${wrong.join('\n  ')}`);
  }
  step(`${checked} facts, read back through the AWS SDK, hold`);
}

function showOutputs(outputs: Record<string, Record<string, string>>): void {
  for (const [stack, values] of Object.entries(outputs)) {
    process.stdout.write(`\n${bold(`Outputs of ${stack}`)}\n`);
    for (const [name, value] of Object.entries(values)) {
      process.stdout.write(`  ${name} = ${value}\n`);
    }
  }
}

demo().catch((error: unknown) => {
  if (error instanceof LocalCloudError) {
    step(error.message);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
});
