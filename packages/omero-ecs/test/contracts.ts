/** The contracts of this package as checks of a template: each returns what breaks it, one sentence per breach. */

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface RenderedTemplate {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, unknown>;
}

export type Contract = (template: RenderedTemplate) => string[];

function each(template: RenderedTemplate, type: string, problem: (properties: Record<string, unknown>, id: string) => (string | false)[]): string[] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type)
    .flatMap(([id, resource]) => problem(resource.Properties ?? {}, id))
    .filter((text): text is string => text !== false);
}

interface Container {
  readonly Name: string;
  readonly Environment?: { Name: string; Value: unknown }[];
  readonly Secrets?: { Name: string; ValueFrom: unknown }[];
  readonly Command?: unknown;
  readonly EntryPoint?: unknown;
  readonly PortMappings?: { ContainerPort: number }[];
  readonly Memory?: number;
}

function containers(template: RenderedTemplate): Container[] {
  return Object.values(template.Resources).filter(({ Type: type }) => type === 'AWS::ECS::TaskDefinition')
    .flatMap((resource) => resource.Properties?.ContainerDefinitions as Container[]);
}

/** Contract 1. Services with a pinned name are the read-write servers. */
export const oneWriter: Contract = (template) => [
  ...each(template, 'AWS::ECS::Service', (service, id) => {
    if (!/Server/.test(id)) return [];
    const deployment = service.DeploymentConfiguration as { MaximumPercent: number; MinimumHealthyPercent: number };
    return [
      service.DesiredCount !== 1 && `${id} runs ${JSON.stringify(service.DesiredCount)} tasks`,
      (deployment.MaximumPercent !== 100 || deployment.MinimumHealthyPercent !== 0) && `${id} runs two tasks during a deployment`,
      service.AvailabilityZoneRebalancing !== 'DISABLED' && `${id} is rebalanced`,
      service.ServiceName === undefined && `${id} has no pinned name`,
    ];
  }),
  ...each(template, 'AWS::ApplicationAutoScaling::ScalableTarget', (_, id) => [`${id} scales a service`]),
];

/** Contract 2. */
export const noSecretInTheClear: Contract = (template) => [
  ...containers(template).flatMap((container) => [
    ...(container.Environment ?? []).filter(({ Name: name, Value: value }) => /pass|secret|token/i.test(name) || /resolve:/.test(JSON.stringify(value)))
      .map(({ Name: name }) => `${container.Name} has ${name} in its environment`),
    ...(/resolve:/.test(JSON.stringify([container.Command, container.EntryPoint])) ? [`${container.Name} has a secret on its command line`] : []),
    ...['ROOTPASS', 'CONFIG_omero_db_pass'].filter((name) => container.Name === 'server' && !container.Secrets?.some((secret) => secret.Name === name))
      .map((name) => `${container.Name} does not get ${name} from Secrets Manager`),
  ]),
  ...(/resolve:/.test(JSON.stringify(template.Outputs ?? {})) ? ['an output holds a secret'] : []),
];

const DATA = ['AWS::RDS::DBInstance', 'AWS::EFS::FileSystem', 'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup'];

/** Contract 3. */
export function dataIsKept(wanted: 'Retain' | 'RetainExceptOnCreate' | 'Delete'): Contract {
  return (template) => [
    ...Object.entries(template.Resources).filter(([id, { Type: type }]) => DATA.includes(type) && !/Entrance|Network/.test(id))
      .filter(([, resource]) => resource.DeletionPolicy !== wanted || !(resource.UpdateReplacePolicy === (wanted === 'Delete' ? 'Delete' : 'Retain')))
      .map(([id, resource]) => `${id} has DeletionPolicy ${resource.DeletionPolicy} and UpdateReplacePolicy ${resource.UpdateReplacePolicy}`),
    ...each(template, 'AWS::RDS::DBInstance', (instance, id) => [instance.DeletionProtection === (wanted === 'Delete') && `${id} has DeletionProtection ${String(instance.DeletionProtection)}`]),
  ];
}

interface Rule { CidrIp?: unknown; CidrIpv6?: unknown; FromPort?: number; ToPort?: number; IpProtocol?: string }

/** Contract 4. */
export function closedUnlessNamed(internetFacing: boolean): Contract {
  const world = (rule: Rule): boolean => rule.CidrIp === '0.0.0.0/0' || rule.CidrIpv6 !== undefined;
  const entrance = (id: string, rule: Rule): boolean => internetFacing && /Entrance/.test(id) && (rule.FromPort === 80 || rule.FromPort === 443);
  return (template) => [
    ...each(template, 'AWS::EC2::SecurityGroup', (group, id) => [
      ...((group.SecurityGroupIngress ?? []) as Rule[]).map((rule) => world(rule) && !entrance(id, rule) && `${id} lets the world in`),
      ...((group.SecurityGroupEgress ?? []) as Rule[]).map((rule) => world(rule) && !(rule.FromPort === 443 && rule.ToPort === 443) && `${id} lets more out than HTTPS`),
    ]),
    ...each(template, 'AWS::EC2::SecurityGroupIngress', (rule: Rule, id) => [world(rule) && `${id} lets the world in`, rule.FromPort === 22 && `${id} opens SSH`]),
    ...each(template, 'AWS::EC2::SecurityGroupEgress', (rule: Rule, id) => [world(rule) && `${id} lets out to the world`]),
    ...each(template, 'AWS::EC2::SecurityGroupIngress', (rule: Rule, id) => [rule.FromPort === 4064 && !/fromStackOmeroWeb/.test(id) && `${id} opens the server to others than OMERO.web`]),
    ...each(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer', (balancer, id) => [!internetFacing && balancer.Scheme !== 'internal' && `${id} is internet-facing`]),
    ...each(template, 'AWS::ECS::Service', (service, id) => [
      (service.NetworkConfiguration as { AwsvpcConfiguration: { AssignPublicIp: string } }).AwsvpcConfiguration.AssignPublicIp !== 'DISABLED' && `${id} gives public addresses`,
    ]),
    ...each(template, 'AWS::EC2::LaunchTemplate', (launch, id) => {
      const data = launch.LaunchTemplateData as { KeyName?: string; MetadataOptions?: { HttpTokens?: string } };
      return [data.KeyName !== undefined && `${id} has an SSH key`, data.MetadataOptions?.HttpTokens !== 'required' && `${id} allows IMDSv1`];
    }),
    ...each(template, 'AWS::IAM::Role', (role, id) => [/FullAccess/.test(JSON.stringify(role)) && `${id} has full access`]),
  ];
}

function refusesPlainText(policy: unknown): boolean {
  const { Statement: statements = [] } = policy as { Statement?: { Effect: string; Condition?: unknown }[] };
  return statements.some(({ Effect: effect, Condition: condition }) => effect === 'Deny' && JSON.stringify(condition).includes('"aws:SecureTransport":"false"'));
}

/** Contract 5. */
export const encrypted: Contract = (template) => [
  ...each(template, 'AWS::RDS::DBInstance', (instance, id) => [instance.StorageEncrypted !== true && `${id} is not encrypted`]),
  ...each(template, 'AWS::RDS::DBParameterGroup', (group, id) => [(group.Parameters as Record<string, string>)['rds.force_ssl'] !== '1' && `${id} allows connections without TLS`]),
  ...each(template, 'AWS::EFS::FileSystem', (files, id) => [
    files.Encrypted !== true && `${id} is not encrypted`,
    !refusesPlainText(files.FileSystemPolicy) && `${id} allows mounts without TLS`,
  ]),
  ...each(template, 'AWS::EFS::AccessPoint', (point, id) => [(point.PosixUser as { Uid: string }).Uid !== '1000' && `${id} is another user`]),
  ...each(template, 'AWS::ElastiCache::ReplicationGroup', (group, id) => [
    !(group.AtRestEncryptionEnabled && group.TransitEncryptionEnabled && group.AuthToken) && `${id} is not encrypted, or needs no password`,
  ]),
  ...each(template, 'AWS::ECS::TaskDefinition', (task, id) => ((task.Volumes ?? []) as Record<string, Record<string, unknown>>[]).map((volume) => {
    const { TransitEncryption: tls, AuthorizationConfig: authorization } = volume.EFSVolumeConfiguration;
    return (tls !== 'ENABLED' || (authorization as { IAM?: string } | undefined)?.IAM !== 'ENABLED') && `${id} mounts without TLS or IAM`;
  })),
  ...each(template, 'AWS::EC2::LaunchTemplate', (launch, id) => (launch.LaunchTemplateData as { BlockDeviceMappings: { Ebs: { Encrypted: boolean } }[] })
    .BlockDeviceMappings.map((device) => !device.Ebs.Encrypted && `${id} has a disk that is not encrypted`)),
  ...containers(template).filter(({ Name: name }) => name === 'server')
    .filter(({ Environment: environment }) => !environment?.some(({ Name: name, Value: value }) => name === 'PGSSLMODE' && value === 'require'))
    .map(({ Name: name }) => `${name} may speak to the database without TLS`),
];

/** Contract 13, as far as a template shows it. */
export const withinEcsLimits: Contract = (template) => each(template, 'AWS::ECS::TaskDefinition', (task, id) => {
  const definitions = task.ContainerDefinitions as Container[];
  const ports = definitions.flatMap(({ PortMappings: mappings }) => (mappings ?? []).map(({ ContainerPort: port }) => port));
  const memory = definitions.reduce((sum, definition) => sum + (definition.Memory ?? 0), 0);
  return [
    task.NetworkMode !== 'awsvpc' && `${id} has network mode ${String(task.NetworkMode)}`,
    definitions.length > 10 && `${id} has ${definitions.length} containers`,
    new Set(ports).size < ports.length && `${id} uses a port twice`,
    task.Memory !== undefined && memory > Number(task.Memory) && `${id} shares ${memory} MiB of ${String(task.Memory)}`,
    JSON.stringify(definitions).length >= 64 * 1024 && `${id} is too long`,
  ];
});
