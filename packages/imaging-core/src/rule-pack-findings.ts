import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { acknowledge, ValidationError } from './helpers-internal';

/** What an app accepts of the findings of a rule pack. */
export interface FindingsAcknowledgement {
  /** CloudFormation type of the resources, such as `AWS::RDS::DBInstance`. */
  readonly resourceType: string;

  /** Ids of rules, such as `AwsSolutions-RDS3`; with the finding where a rule has several: `AwsSolutions-IAM5[Resource::*]`. */
  readonly rules: string[];

  /** Why the findings are accepted, and what makes up for them. */
  readonly reason: string;
}

/** Findings of rule packs such as those of cdk-nag. */
export class RulePackFindings {
  /**
   * Acknowledges findings on every resource of a type that exists below a scope, and on nothing else: resources that are added later are
   * examined again.
   *
   * @throws an error where there is no such resource, because the acknowledgement would do nothing, and for an empty reason
   */
  public static acknowledge(scope: IConstruct, acknowledgement: FindingsAcknowledgement): void {
    const { resourceType, rules, reason } = acknowledgement;
    if (reason.trim() === '') throw new ValidationError(`the reason for acknowledging ${rules.join(', ')} is empty; say why it is accepted`, scope);
    const resources = scope.node.findAll().filter((child) => CfnResource.isCfnResource(child) && child.cfnResourceType === resourceType);
    if (resources.length === 0) {
      throw new ValidationError(`there is no ${resourceType} to acknowledge ${rules.join(', ')} on; remove the acknowledgement, or place it after the resource`, scope);
    }
    for (const resource of resources) acknowledge(resource, rules, reason);
  }
}
