import { Entrance, EntranceAccess, ImagingNetwork } from '@cdk-imaging/imaging-network';
import { Omero, OmeroDatabase, OmeroRepository, ServerCapacity, WebSessions } from '@cdk-imaging/omero-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { App, Size, Stack } from 'aws-cdk-lib/core';
import { acknowledgeChoices } from './acknowledgements';
import { capacityChoice, domainSettings } from './settings';

export const app = new App();
const { domainName, hostedZoneId, zoneName } = domainSettings(app);

/** Network and data live in a stack of their own: the servers can be replaced, or deleted, without touching it. */
const storage = new Stack(app, 'OmeroStorage', { description: 'OMERO: network, database and binary repository' });
const { vpc } = new ImagingNetwork(storage, 'Network');
const encryptionKey = new kms.Key(storage, 'Key', { description: 'OMERO data', enableKeyRotation: true });
const database = new OmeroDatabase(storage, 'Database', { vpc, encryptionKey, multiAz: true });
const repository = new OmeroRepository(storage, 'Repository', { vpc, encryptionKey });

const servers = new Stack(app, 'OmeroServers', { description: 'OMERO: server, web and HTTPS entrance' });
new Omero(servers, 'Omero', {
  vpc,
  database,
  repository,
  encryptionKey: new kms.Key(servers, 'Key', { description: 'OMERO secrets and logs', enableKeyRotation: true }),
  entrance: Entrance.https({
    domainName,
    hostedZone: route53.HostedZone.fromHostedZoneAttributes(servers, 'Zone', { hostedZoneId, zoneName }),
    access: EntranceAccess.internal(),
  }),
  server: capacityChoice(app) === 'ec2' ? ServerCapacity.ec2() : ServerCapacity.fargate({ cpu: 4, memory: Size.gibibytes(16) }),
  web: { desiredCount: 2, sessions: WebSessions.redis() },
});

acknowledgeChoices(servers);
