import { ImagingNetwork, Entrance, EntranceAccess } from '@cdk-imaging/imaging-network';
import { Omero, OmeroDatabase, ServerCapacity } from '@cdk-imaging/omero-ecs';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Size, Stack } from 'aws-cdk-lib/core';
import { acknowledgeTrialChoices } from './acknowledgements';

export const app = new App();
const stack = new Stack(app, 'OmeroQuickstart', { description: 'OMERO, small: one server, one web task, one database' });

/** The network that may reach OMERO over the internet, such as 198.51.100.0/24. Without it, OMERO is reached inside of its VPC only. */
const allowedCidr: unknown = app.node.tryGetContext('allowedCidr');

const { vpc } = new ImagingNetwork(stack, 'Network');

new Omero(stack, 'Omero', {
  vpc,
  entrance: typeof allowedCidr === 'string' ? Entrance.http({ access: EntranceAccess.internetFacing({ allowedCidrs: [allowedCidr] }) }) : Entrance.http(),
  database: new OmeroDatabase(stack, 'Database', { vpc, instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL) }),
  server: ServerCapacity.fargate({ cpu: 1, memory: Size.gibibytes(4) }),
  web: { desiredCount: 1, cpu: 0.5, memory: Size.gibibytes(1) },
});

acknowledgeTrialChoices(stack);
