import { LocalCloud } from '@cdk-imaging/local-cloud/src/local-cloud';
import { portFrom } from '@cdk-imaging/local-cloud/src/port';
import { emulatedZone } from './emulated-zone';
import type { Target } from './integ-runner';
import { hostedZoneVariables } from './hosted-zone';

/** Runs work against the local cloud, which is started, and ended afterwards, where it does not run already. */
export async function withEmulatedAccount<T>(work: (target: Target) => Promise<T>): Promise<T> {
  const cloud = new LocalCloud();
  const port = process.env.LOCAL_CLOUD_PORT;
  const wasRunning = cloud.running() !== undefined;
  try {
    await cloud.up(port === undefined ? undefined : portFrom(port));
    const environment = cloud.environment();
    const zone = await emulatedZone(environment.AWS_ENDPOINT_URL, 'integ.example.com');
    return await work({ environment: { ...environment, ...hostedZoneVariables(zone) }, region: environment.AWS_REGION });
  } finally {
    if (!wasRunning) await cloud.down();
  }
}
