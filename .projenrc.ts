import { Apps, ConstructLibrary, PrivatePackage, Workspace } from './projenrc';

const workspace = new Workspace();

const core = new ConstructLibrary(workspace, {
  name: 'imaging-core',
  description: 'What the cdk-imaging construct libraries agree on: two-key deletion, image and script handling, ECS limits',
  keywords: ['ecs'],
});

const network = new ConstructLibrary(workspace, {
  name: 'imaging-network',
  description: 'VPC, flow logs, VPC endpoints and HTTP(S) entrances for imaging servers on AWS',
  keywords: ['vpc', 'load-balancer'],
  siblings: [core],
});

const omero = new ConstructLibrary(workspace, {
  name: 'omero-ecs',
  description: 'The OMERO microscopy server on Amazon ECS: database, binary repository, server and web',
  keywords: ['omero', 'microscopy', 'pathology', 'ecs'],
  siblings: [core, network],
});

new PrivatePackage(workspace, {
  name: 'local-cloud',
  description: 'An AWS on one machine: the emulator onto which the real cdk CLI deploys',
  deps: [
    'commander@^14', ...['cloudformation', 'ecs', 'efs', 'elastic-load-balancing-v2', 'rds', 'secrets-manager'].map(awsClient),
    // What handlers of custom resources and integration tests import, and the Lambda runtime would bring.
    ...[
      'acm', 'application-auto-scaling', 'backup', 'cloudwatch', 'cloudwatch-logs', 'ec2', 'elasticache', 'iam', 'lambda', 'route-53', 's3', 'sfn', 'ssm', 'sts',
    ].map(awsClient),
  ],
});

new PrivatePackage(workspace, {
  name: 'integ-tests',
  description: 'Integration tests: each deploys real stacks and asserts on what was deployed',
  siblings: [core, network, omero],
  deps: ['@aws-cdk/integ-tests-alpha@2.245.0-alpha.0', '@aws-cdk/integ-runner@2.197.10', '@cdk-imaging/local-cloud@0.0.0'],
});

new PrivatePackage(workspace, {
  name: 'app-checks',
  description: 'What is checked over every app: rule packs, languages, newest CDK; and the benchmarks',
  siblings: [core, network, omero],
  deps: ['cdk-nag@3.0.2', 'commander@^14', 'fast-check@^4', 'jest-diff@^30'],
});

const apps = new Apps(workspace);
apps.typescript('omero-quickstart', [core, network, omero]);
apps.typescript('omero-https', [core, network, omero]);
apps.python('omero-quickstart-python');
apps.java('omero-quickstart-java');

workspace.synth();

function awsClient(service: string): string {
  return `@aws-sdk/client-${service}@^3`;
}
