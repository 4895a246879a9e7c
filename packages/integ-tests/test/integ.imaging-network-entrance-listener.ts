import { Entrance } from '@cdk-imaging/imaging-network';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ABSENT, DeployedTest } from './support/deployed-test';
import { smallNetwork } from './support/small-network';

const test = new DeployedTest('EntranceListener');
const stack = test.stack();
const vpc = smallNetwork(stack);
const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc, vpcSubnets: { subnets: vpc.isolatedSubnets } });
const shared = loadBalancer.addListener('Http', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });

for (const [host, priority] of [['omero', 10], ['pacs', 20]] as const) {
  const entrance = Entrance.fromListener({ listener: shared, hostHeader: `${host}.example.org`, priority }).bind(stack, { vpc });
  const targetGroup = new elbv2.ApplicationTargetGroup(stack, `Targets-${host}`, {
    vpc, protocol: elbv2.ApplicationProtocol.HTTP, port: 4080, targetType: elbv2.TargetType.IP,
  });
  entrance.listener.addTargetGroups(host, { targetGroups: [targetGroup], conditions: entrance.conditions, priority: entrance.priority });
  test.expectValues('elastic-load-balancing-v2', 'DescribeRules', { ListenerArn: shared.listenerArn }, {
    [`Rules[Priority=${priority}].Conditions.0.Field`]: 'host-header',
    [`Rules[Priority=${priority}].Conditions.0.HostHeaderConfig.Values.0`]: `${host}.example.org`,
    [`Rules[Priority=${priority}].Conditions.1`]: ABSENT,
    [`Rules[Priority=${priority}].Actions.0.Type`]: 'forward',
    [`Rules[Priority=${priority}].Actions.0.TargetGroupArn`]: targetGroup.targetGroupArn,
  });
}
test.expectValues('elastic-load-balancing-v2', 'DescribeRules', { ListenerArn: shared.listenerArn }, {
  'Rules[Priority=default].Actions.0.FixedResponseConfig.StatusCode': '404',
  'Rules.length': 3,
});
