import { acknowledge, privateSubnets, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { dataRemovalPolicy } from './private/kept-data';

/** OMERO's binary repository: the directory `/OMERO` with the managed repository, thumbnails and the search index. */
export interface IOmeroRepository extends ec2.IConnectable {
  /** File system that holds the repository. */
  readonly fileSystem: efs.IFileSystem;
  /** Access point that makes everyone the user that OMERO runs as. */
  readonly accessPoint: efs.IAccessPoint;
}

/** Properties of {@link OmeroRepository}. */
export interface OmeroRepositoryProps {
  /** VPC with private subnets; each of their Availability Zones gets a mount target. */
  readonly vpc: ec2.IVpc;

  /**
   * Key that encrypts the file system.
   *
   * @default - the key that AWS manages for EFS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * When a file that nobody opened moves to Infrequent Access, which costs a fraction to keep and a fee to read.
   *
   * @default efs.LifecyclePolicy.AFTER_30_DAYS
   */
  readonly transitionToInfrequentAccess?: efs.LifecyclePolicy;

  /**
   * When a file that nobody opened moves to the Archive tier: later than to Infrequent Access. A file that is opened moves back to Standard.
   *
   * @default - efs.LifecyclePolicy.AFTER_90_DAYS; never, where files move to Infrequent Access as late as that
   */
  readonly transitionToArchive?: efs.LifecyclePolicy;

  /**
   * Backs the file system up daily with AWS Backup, and keeps each backup for 35 days.
   *
   * @default true
   */
  readonly backups?: boolean;

  /**
   * What happens to the file system when it leaves the stack. DESTROY needs the context `@cdk-imaging/destroyData` as well.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** The binary repository on EFS: encrypted, tiered, backed up, and kept when the stack is deleted. */
export class OmeroRepository extends Construct implements IOmeroRepository {
  /** Path in the containers. OMERO stores paths in its database, so it never changes. */
  public static readonly MOUNT_PATH = '/OMERO';

  /** User and group id of `omero-server` in the server image. */
  public static readonly POSIX_ID = '1000';

  /**
   * Uses an access point that exists. Its POSIX user must be 1000:1000, the user that OMERO.server runs as.
   *
   * @param fileSystem file system of the access point
   * @param accessPoint access point whose root directory is the repository
   */
  public static fromAccessPoint(fileSystem: efs.IFileSystem, accessPoint: efs.IAccessPoint): IOmeroRepository {
    return { fileSystem, accessPoint, connections: fileSystem.connections };
  }

  public readonly fileSystem: efs.IFileSystem;
  public readonly accessPoint: efs.IAccessPoint;
  public readonly connections: ec2.Connections;

  /** @throws an error for a VPC without private subnets, and for a move to Archive that is not later than that to Infrequent Access */
  constructor(scope: Construct, id: string, props: OmeroRepositoryProps) {
    super(scope, id);
    const fileSystem = this.createFileSystem(props);
    this.fileSystem = fileSystem;
    this.connections = fileSystem.connections;
    this.accessPoint = this.createAccessPoint(fileSystem);
  }

  private createFileSystem(props: OmeroRepositoryProps): efs.FileSystem {
    const infrequentAccess = props.transitionToInfrequentAccess ?? efs.LifecyclePolicy.AFTER_30_DAYS;
    const fileSystem = new efs.FileSystem(this, 'FileSystem', {
      vpc: props.vpc,
      vpcSubnets: privateSubnets(this, props.vpc),
      encrypted: true,
      kmsKey: props.encryptionKey,
      lifecyclePolicy: infrequentAccess,
      transitionToArchivePolicy: this.archivePolicy(infrequentAccess, props.transitionToArchive),
      outOfInfrequentAccessPolicy: efs.OutOfInfrequentAccessPolicy.AFTER_1_ACCESS,
      throughputMode: efs.ThroughputMode.ELASTIC,
      enableAutomaticBackups: props.backups ?? true,
      fileSystemPolicy: accessPolicy(),
      removalPolicy: dataRemovalPolicy(this, props.removalPolicy),
      securityGroup: new ec2.SecurityGroup(this, 'SecurityGroup', {
        vpc: props.vpc,
        description: 'OMERO binary repository',
        allowAllOutbound: false,
      }),
    });
    if (props.backups ?? true) this.acknowledgeBackups(fileSystem);
    return fileSystem;
  }

  private acknowledgeBackups(fileSystem: efs.FileSystem): void {
    acknowledge(
      fileSystem, ['HIPAA.Security-EFSInBackupPlan', 'NIST.800.53.R5-EFSInBackupPlan'],
      'The file system\'s own backup policy puts it into the automatic EFS backup plan of AWS Backup: daily, kept 35 days.',
    );
  }

  private archivePolicy(infrequentAccess: efs.LifecyclePolicy, asked?: efs.LifecyclePolicy): efs.LifecyclePolicy | undefined {
    const earliest = daysOf(infrequentAccess);
    const archive = asked ?? efs.LifecyclePolicy.AFTER_90_DAYS;
    if (daysOf(archive) > earliest) return archive;
    if (asked === undefined) return undefined;
    throw new ValidationError(
      `transitionToArchive must be later than transitionToInfrequentAccess, ${earliest} days; got ${daysOf(asked)} days: `
      + 'EFS moves files from tier to tier', this,
    );
  }

  private createAccessPoint(fileSystem: efs.FileSystem): efs.AccessPoint {
    const id = OmeroRepository.POSIX_ID;
    return fileSystem.addAccessPoint('AccessPoint', {
      path: '/omero',
      posixUser: { uid: id, gid: id },
      createAcl: { ownerUid: id, ownerGid: id, permissions: '755' },
    });
  }
}

/**
 * Refuses what is not encrypted, and allows nothing: each client is allowed by its own role.
 *
 * A policy of its own ends the anonymous access that a file system without one has. The policy that aws-cdk-lib would write for that lets
 * everyone who may mount also write, as root.
 */
function accessPolicy(): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({
      sid: 'RefuseUnencrypted',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    })],
  });
}

function daysOf(policy: efs.LifecyclePolicy): number {
  return Number(/\d+/.exec(policy)?.[0]);
}
