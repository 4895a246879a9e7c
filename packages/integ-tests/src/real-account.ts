import { hostedZoneVariables } from './hosted-zone';
import { IntegError } from './integ-error';
import type { IntegrationTest } from './integration-test';
import type { Target } from './integ-runner';
import type { Options } from './options';
import type { TemplateResource } from './snapshot';

/** Tests that need a hosted zone which is really delegated: ACM looks the validation record up in public DNS. */
const NEED_HOSTED_ZONE = ['imaging-network-entrance-https'];

/** The AWS account of a profile. Without one that is named, there is none: no default profile, no credentials of the environment. */
export function realAccount(profile: string, options: Options, tests: IntegrationTest[]): Target {
  const { hostedZone, region } = options;
  const needy = tests.filter((test) => NEED_HOSTED_ZONE.includes(test.name));
  if (needy.length > 0 && hostedZone === undefined) {
    throw new IntegError(`${needy[0].name} has a certificate issued, for which it needs a public hosted zone that is delegated: add --hosted-zone ID=NAME`);
  }
  return {
    environment: { ...withoutOtherCredentials(process.env), ...(hostedZone && hostedZoneVariables(hostedZone)) },
    region,
    profiles: [profile],
  };
}

/** Credentials and endpoints of the environment would win over the profile. */
function withoutOtherCredentials(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION|ENDPOINT_URL.*)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !others.test(name)));
}

/** Types of resources that are billed for as long as they exist. */
const BILLED = new Map([
  ['AWS::EC2::NatGateway', 'NAT gateway'],
  ['AWS::EC2::EIP', 'public IPv4 address'],
  ['AWS::EC2::VPCEndpoint', 'interface endpoint'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'load balancer'],
  ['AWS::RDS::DBInstance', 'PostgreSQL instance'],
  ['AWS::EFS::FileSystem', 'file system'],
  ['AWS::ElastiCache::ReplicationGroup', 'Redis replication group'],
  ['AWS::ECS::Service', 'ECS service with its tasks'],
  ['AWS::AutoScaling::AutoScalingGroup', 'Auto Scaling group with an instance'],
  ['AWS::SecretsManager::Secret', 'secret'],
  ['AWS::KMS::Key', 'KMS key'],
]);

const KEEPING = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** What a run creates in a real account, by the committed snapshots. */
export function announcement(tests: IntegrationTest[], target: Target): string {
  const lines = tests.map((test) => `  ${test.name}: ${contents(test.snapshot.resources())}`);
  return [
    `This creates real resources, which cost money, in the account of the profile '${target.profiles[0]}', Region ${target.region}, and deletes them again:`,
    ...lines,
    'What is kept has to be deleted by hand, and so has everything if the run is broken off: look for stacks whose names begin with "Integ".',
  ].join('\n');
}

function contents(resources: TemplateResource[]): string {
  const billed = count(resources.filter((resource) => !isFree(resource)).map(({ Type }) => BILLED.get(Type)).filter((name) => name !== undefined));
  const kept = count(resources.filter(({ DeletionPolicy }) => KEEPING.includes(DeletionPolicy ?? 'Delete')).map(({ Type }) => Type));
  return `${resources.length} resources; billed: ${billed || 'none'}${kept === '' ? '' : `; kept: ${kept}`}`;
}

function isFree(resource: TemplateResource): boolean {
  return resource.Type === 'AWS::EC2::VPCEndpoint' && resource.Properties?.VpcEndpointType !== 'Interface';
}

function count(names: string[]): string {
  return [...new Set(names)].map((name) => `${names.filter((other) => other === name).length} × ${name}`).join(', ');
}
