import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from './clients';
import type { Facts } from './facts';
import type { StackResources } from './stack-resources';

const OMERO_WEB_HEALTH_PATH = '/api/';

/** The load balancer's way to OMERO.web. */
export async function checkEntrance(clients: Clients, resources: StackResources, facts: Facts): Promise<void> {
  const TargetGroupArns = resources.all('AWS::ElasticLoadBalancingV2::TargetGroup');
  const described = await clients.loadBalancing.send(new DescribeTargetGroupsCommand({ TargetGroupArns }));
  const groups = described.TargetGroups ?? [];
  const web = groups.find((group) => group.HealthCheckPath === OMERO_WEB_HEALTH_PATH) ?? groups[0];
  facts.section('Elastic Load Balancing');
  facts.check('target group health path', web?.HealthCheckPath, OMERO_WEB_HEALTH_PATH);
  facts.checkThat('target group behind a load balancer', (web?.LoadBalancerArns ?? []).length === 1, String(web?.LoadBalancerArns?.length ?? 0));
}
