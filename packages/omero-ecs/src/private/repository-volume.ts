import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IOmeroRepository } from '../omero-repository';

const VOLUME = 'repository';

/** Mounts the binary repository read-write into a container: through the access point, over TLS, with the role of the task. */
export function mountRepository(container: ecs.ContainerDefinition, repository: IOmeroRepository, containerPath: string): void {
  const { taskDefinition } = container;
  taskDefinition.addVolume({
    name: VOLUME,
    efsVolumeConfiguration: {
      fileSystemId: repository.fileSystem.fileSystemId,
      transitEncryption: 'ENABLED',
      authorizationConfig: { accessPointId: repository.accessPoint.accessPointId, iam: 'ENABLED' },
    },
  });
  container.addMountPoints({ sourceVolume: VOLUME, containerPath, readOnly: false });
  repository.fileSystem.grant(taskDefinition.taskRole, 'elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite');
}

/** Lets a client reach the mount targets. */
export function allowNfs(client: ec2.IConnectable, repository: IOmeroRepository): void {
  client.connections.allowTo(repository, ec2.Port.tcp(2049), 'NFS to the binary repository');
}
