import {
  type AccessPointDescription, DescribeAccessPointsCommand, DescribeFileSystemsCommand, DescribeLifecycleConfigurationCommand,
} from '@aws-sdk/client-efs';
import type { Clients } from './clients';
import type { Facts } from './facts';
import type { StackResources } from './stack-resources';

/** The user that the OMERO images run as. */
const OMERO_UID = 1000;

/** The file system that holds the binary repository, and the door through which tasks enter it. */
export async function checkStorage(clients: Clients, resources: StackResources, facts: Facts): Promise<void> {
  const FileSystemId = resources.first('AWS::EFS::FileSystem');
  const fileSystems = await clients.efs.send(new DescribeFileSystemsCommand({ FileSystemId }));
  const lifecycle = await clients.efs.send(new DescribeLifecycleConfigurationCommand({ FileSystemId }));
  facts.section('Amazon EFS');
  facts.check('file system', fileSystems.FileSystems?.[0]?.LifeCycleState, 'available');
  facts.check('file system encrypted', fileSystems.FileSystems?.[0]?.Encrypted, true);
  const policies = (lifecycle.LifecyclePolicies ?? []).flatMap((policy) => Object.values(policy));
  facts.checkThat('file system lifecycle', policies.length > 0, policies.join(', ') || 'none');

  const accessPoint = await omeroAccessPoint(clients, FileSystemId);
  facts.check('access point user', accessPoint?.PosixUser?.Uid, OMERO_UID);
  facts.checkThat('access point directory', (accessPoint?.RootDirectory?.Path ?? '/') !== '/', accessPoint?.RootDirectory?.Path ?? 'none');
}

async function omeroAccessPoint(clients: Clients, fileSystemId: string): Promise<AccessPointDescription | undefined> {
  const described = await clients.efs.send(new DescribeAccessPointsCommand({ FileSystemId: fileSystemId }));
  const accessPoints = described.AccessPoints ?? [];
  return accessPoints.find((candidate) => candidate.PosixUser?.Uid === OMERO_UID) ?? accessPoints[0];
}
