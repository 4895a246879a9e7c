import { parseArgs } from 'util';
import type { HostedZone } from './hosted-zone';
import { IntegError } from './integ-error';

/** What the command was asked for. */
export interface Options {
  /** Names of tests; all where empty. */
  readonly names: string[];
  /** Whether to write the snapshots anew instead of deploying. */
  readonly update: boolean;
  /** Profile of a real account; the local cloud where missing. */
  readonly profile?: string;
  readonly region: string;
  readonly hostedZone?: HostedZone;
  /** Tests at a time on the local cloud. */
  readonly jobs: number;
}

export const USAGE = `usage: npm run integ -- [NAME...] [options]

Deploys every test/integ.NAME.ts onto the local cloud, asserts on what was deployed, and deletes it again.

  --jobs N                  tests at a time on the local cloud (4); in an account it is one
  --update                  write the snapshots anew; deploys nothing
  --profile NAME            deploy to the AWS account of this profile, which costs money
  --region REGION           with --profile: the Region (us-east-1)
  --hosted-zone ID=NAME     with --profile: a delegated public hosted zone, for the HTTPS test
`;

const OPTIONS = {
  'update': { type: 'boolean' },
  'jobs': { type: 'string' },
  'profile': { type: 'string' },
  'region': { type: 'string' },
  'hosted-zone': { type: 'string' },
} as const;

/** @throws IntegError for options that are not known or do not go together */
export function parseOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  if (values.profile === undefined && (values.region !== undefined || values['hosted-zone'] !== undefined)) {
    throw new IntegError('--region and --hosted-zone are about a real account: name its --profile as well');
  }
  if (values.profile === '') throw new IntegError('--profile needs the name of a profile');
  if (values.update && values.profile !== undefined) throw new IntegError('--update deploys nothing and needs no --profile');
  return {
    names: positionals.map(testName),
    update: values.update ?? false,
    profile: values.profile,
    region: values.region ?? 'us-east-1',
    hostedZone: hostedZone(values['hosted-zone']),
    jobs: jobs(values.jobs),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new IntegError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** Takes `omero-ecs-ec2` as well as `integ.omero-ecs-ec2.ts` and `test/integ.omero-ecs-ec2.ts`. */
function testName(given: string): string {
  return given.replace(/^.*\//, '').replace(/^integ\./, '').replace(/\.ts$/, '');
}

function hostedZone(given: string | undefined): HostedZone | undefined {
  if (given === undefined) return undefined;
  const [id, name, ...rest] = given.split('=');
  if (!id || !name || rest.length > 0) throw new IntegError(`--hosted-zone must be ID=NAME, such as Z0123456789EXAMPLE=example.org; got '${given}'`);
  return { id, name };
}

function jobs(given = '4'): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) throw new IntegError(`--jobs must be a whole number from 1; got '${given}'`);
  return value;
}
