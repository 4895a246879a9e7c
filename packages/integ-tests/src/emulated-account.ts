import { LocalCloud } from '@cdk-imaging/local-cloud/src/local-cloud';
import { portFrom } from '@cdk-imaging/local-cloud/src/port';
import * as fs from 'fs';
import * as path from 'path';
import { emulatedZone } from './emulated-zone';
import { hostedZoneVariables } from './hosted-zone';
import type { Target } from './integ-runner';

/** Runs work against the local cloud, which is started, and ended afterwards, where it does not run already. */
export async function withEmulatedAccount<T>(jobs: number, work: (target: Target) => Promise<T>): Promise<T> {
  const cloud = new LocalCloud();
  const port = process.env.LOCAL_CLOUD_PORT;
  const wasRunning = cloud.running() !== undefined;
  try {
    await cloud.up(port === undefined ? undefined : portFrom(port));
    return await work(await target(cloud, jobs));
  } finally {
    if (!wasRunning) await cloud.down();
  }
}

async function target(cloud: LocalCloud, jobs: number): Promise<Target> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ...environment } = cloud.environment();
  const zone = await emulatedZone(environment.AWS_ENDPOINT_URL, 'integ.example.com');
  // integ-runner runs one test at a time for each profile: these are all the same account.
  const profiles = Array.from({ length: jobs }, (_, index) => `local-cloud-${index + 1}`);
  const credentials = path.join(cloud.paths.home, 'integ-credentials');
  fs.writeFileSync(credentials, profiles.map((name) => `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`).join('\n'));
  return {
    environment: { ...environment, ...hostedZoneVariables(zone), AWS_SHARED_CREDENTIALS_FILE: credentials },
    region: environment.AWS_REGION,
    profiles,
  };
}
