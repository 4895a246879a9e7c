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
    '@aws-sdk/client-cloudformation', '@aws-sdk/client-ecs', '@aws-sdk/client-efs', '@aws-sdk/client-elastic-load-balancing-v2',
    '@aws-sdk/client-rds', '@aws-sdk/client-secrets-manager', '@aws-sdk/client-ssm', 'commander@^14',
  ],
});

new PrivatePackage(workspace, {
  name: 'integ-tests',
  description: 'Integration tests: each deploys real stacks and asserts on what was deployed',
  siblings: [core, network, omero],
  deps: ['@aws-cdk/integ-tests-alpha@2.245.0-alpha.0', '@aws-cdk/integ-runner@2.197.10'],
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
