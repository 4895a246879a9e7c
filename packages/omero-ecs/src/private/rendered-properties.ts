import { Stack, type CfnResource } from 'aws-cdk-lib/core';

/** The properties of a resource as they will be in the template, property overrides included. */
export function renderedProperties<T extends object>(resource: CfnResource): Partial<T> {
  const template = Stack.of(resource).resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation()) as {
    Resources: Record<string, { Properties?: Partial<T> }>;
  };
  return Object.values(template.Resources)[0].Properties ?? {};
}
