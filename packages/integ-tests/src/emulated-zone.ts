import { IntegError } from './integ-error';
import type { HostedZone } from './hosted-zone';

const API = '2013-04-01/hostedzone';

/** The public hosted zone of this name in the emulator: tests are given one, as in a real account, where it has to be delegated. */
export async function emulatedZone(endpoint: string, name: string): Promise<HostedZone> {
  const id = zoneIds(await call(`${endpoint}/${API}`), name)[0] ?? zoneIds(await createZone(endpoint, name), name)[0];
  if (id === undefined) throw new IntegError(`the emulator did not create the hosted zone ${name}`);
  return { id, name };
}

function createZone(endpoint: string, name: string): Promise<string> {
  return call(`${endpoint}/${API}`, {
    method: 'POST',
    body: '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">'
      + `<Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`,
  });
}

async function call(url: string, request?: RequestInit): Promise<string> {
  const response = await fetch(url, request);
  const text = await response.text();
  if (!response.ok) throw new IntegError(`the emulator answered ${response.status} to ${url}: ${text}`);
  return text;
}

function zoneIds(answer: string, name: string): string[] {
  return [...answer.matchAll(/<HostedZone>\s*<Id>\/hostedzone\/([^<]+)<\/Id>\s*<Name>([^<]+)<\/Name>/g)]
    .filter((match) => match[2] === `${name}.`)
    .map((match) => match[1]);
}
