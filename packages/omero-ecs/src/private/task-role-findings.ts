import { acknowledge } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';

/** Acknowledges what the policies of a task make the rule packs say. To be called once the service exists, which completes them. */
export function acknowledgeTaskPolicies(taskDefinition: ecs.TaskDefinition): void {
  const taskPolicy = policyOf(taskDefinition.taskRole);
  const executionPolicy = policyOf(taskDefinition.executionRole);
  for (const policy of [taskPolicy, executionPolicy]) {
    if (!policy) continue;
    acknowledge(
      policy, ['HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy'],
      'The policy belongs to one role, which one task uses; as an inline policy it can neither be attached elsewhere nor outlive the role.',
    );
  }
  if (taskPolicy) {
    acknowledge(
      taskPolicy, ['AwsSolutions-IAM5[Resource::*]'],
      'ECS Exec opens its channels with ssmmessages actions, which have no resources to name, and may write what is typed and shown to log groups. '
      + 'Who may use it is decided by ecs:ExecuteCommand; a log group in executeCommandConfiguration of the cluster narrows the logs.',
    );
  }
}

function policyOf(role: IConstruct | undefined): IConstruct | undefined {
  return role?.node.tryFindChild('DefaultPolicy');
}
