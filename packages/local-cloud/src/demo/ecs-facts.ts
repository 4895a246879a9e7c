import { DescribeClustersCommand, DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import { LocalCloudError } from '../local-cloud-error';
import type { Clients } from './clients';
import type { Facts } from './facts';
import type { StackResources } from './stack-resources';

/** The cluster, the one server that writes, and the web tier. */
export async function checkServices(clients: Clients, resources: StackResources, facts: Facts): Promise<void> {
  const cluster = resources.first('AWS::ECS::Cluster');
  const clusters = await clients.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
  facts.section('Amazon ECS');
  facts.check('cluster', clusters.clusters?.[0]?.clusterName, cluster);
  facts.check('cluster status', clusters.clusters?.[0]?.status, 'ACTIVE');

  const services = await describe(clients, cluster, resources.all('AWS::ECS::Service'));
  facts.checkThat('services', services.length >= 2, String(services.length));
  checkWriter(writerOf(services), facts);
  for (const service of services.filter((candidate) => (candidate.loadBalancers ?? []).length > 0)) {
    facts.check(`${shortName(service)}: status`, service.status, 'ACTIVE');
    facts.checkThat(`${shortName(service)}: tasks wanted`, Number(service.desiredCount) >= 1, String(service.desiredCount));
  }
}

/** OMERO.server must never run twice on one repository: an update stops the old task before it starts the new one. */
function checkWriter(writer: Service, facts: Facts): void {
  const deployment = writer.deploymentConfiguration;
  facts.check(`${shortName(writer)}: status`, writer.status, 'ACTIVE');
  facts.check(`${shortName(writer)}: tasks wanted`, writer.desiredCount, 1);
  facts.check(`${shortName(writer)}: deployment min/max %`, [deployment?.minimumHealthyPercent, deployment?.maximumPercent], [0, 100]);
  facts.check(`${shortName(writer)}: zone rebalancing`, writer.availabilityZoneRebalancing, 'DISABLED');
}

/** The read-write server is the service that may not exceed its desired count while it deploys. */
function writerOf(services: Service[]): Service {
  const writers = services.filter((service) => service.deploymentConfiguration?.maximumPercent === 100);
  if (writers.length !== 1) {
    throw new LocalCloudError(`expected one ECS service that deploys with at most 100 %, the read-write server; got ${writers.length}`);
  }
  return writers[0];
}

async function describe(clients: Clients, cluster: string, services: string[]): Promise<Service[]> {
  const described = await clients.ecs.send(new DescribeServicesCommand({ cluster, services }));
  return described.services ?? [];
}

/** A generated name ends in a part that says nothing to a reader. */
function shortName(service: Service): string {
  return (service.serviceName ?? 'service').replace(/-[0-9A-F]{13}$/, '').replace(/-?[0-9A-F]{8}$/, '');
}
