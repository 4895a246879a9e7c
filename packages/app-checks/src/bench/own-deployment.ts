import { ImagingNetwork } from '@cdk-imaging/imaging-network';
import { Omero, OmeroDatabase, ServerCapacity } from '@cdk-imaging/omero-ecs';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type App, Size, Stack } from 'aws-cdk-lib/core';

/** One stack with a network and an OMERO, as the app omero-quickstart makes it. */
export function ownDeployment(app: App, stackName: string): void {
  const stack = new Stack(app, stackName, { description: 'OMERO, small: one server, one web task, one database' });
  const { vpc } = new ImagingNetwork(stack, 'Network');
  new Omero(stack, 'Omero', {
    vpc,
    database: new OmeroDatabase(stack, 'Database', { vpc, instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL) }),
    server: ServerCapacity.fargate({ cpu: 1, memory: Size.gibibytes(4) }),
    web: { desiredCount: 1, cpu: 0.5, memory: Size.gibibytes(1) },
  });
}
