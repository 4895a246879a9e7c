import { CfnResource, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { ValidationError } from './errors';

/**
 * Acknowledges a finding of a rule pack that our own design causes.
 *
 * Only on the L1: on a composite it would also hide the findings of what users add below it.
 *
 * @param resource the L1, or the L2 whose default child is the L1
 * @param rules rule ids as the packs name them, such as `AwsSolutions-S1`, with the finding where the rule has several:
 *   `AwsSolutions-IAM5[Resource::*]`
 * @param reason why the design causes the finding, and which control compensates
 */
export function acknowledge(resource: IConstruct, rules: string[], reason: string): void {
  const l1 = CfnResource.isCfnResource(resource) ? resource : resource.node.defaultChild;
  if (!l1 || !CfnResource.isCfnResource(l1)) {
    throw new ValidationError('findings are acknowledged on an L1 resource, or on an L2 with a default child', resource);
  }
  // What Validations.acknowledge records; it refuses ids with several "::", which findings about managed policies have.
  for (const id of rules) l1.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}
