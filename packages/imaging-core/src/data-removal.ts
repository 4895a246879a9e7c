import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { warn } from './helpers-internal/errors';

/**
 * Decides whether deleting a stack may delete data.
 *
 * Deletion needs two keys: `removalPolicy: RemovalPolicy.DESTROY` in the code **and** the context
 * `@cdk-imaging/destroyData` set to `true`, in `cdk.json` or as `cdk deploy -c @cdk-imaging/destroyData=true`.
 * One without the other keeps the data.
 */
export class DataRemoval {
  /** Context key that must be `true` before data may be deleted. */
  public static readonly DESTROY_DATA_CONTEXT = '@cdk-imaging/destroyData';

  /**
   * The removal policy to apply to a resource that holds data.
   *
   * Warns where only one key was given: `@cdk-imaging/imaging-core:retainedData` for `DESTROY` without the context,
   * `@cdk-imaging/imaging-core:retainedDataInSpiteOfContext` for the context without `DESTROY`.
   *
   * @param scope construct that holds the data
   * @param requested what the user asked for; @default RemovalPolicy.RETAIN
   */
  public static policyFor(scope: IConstruct, requested: RemovalPolicy = RemovalPolicy.RETAIN): RemovalPolicy {
    const allowed = DataRemoval.isDestroyAllowed(scope);
    if (allowed && requested === RemovalPolicy.RETAIN) {
      warn(
        scope, 'imaging-core:retainedDataInSpiteOfContext',
        `the context "${DataRemoval.DESTROY_DATA_CONTEXT}" alone deletes nothing: this data is retained unless its removalPolicy is DESTROY as well`,
      );
    }
    if (allowed || requested !== RemovalPolicy.DESTROY) return requested;
    warn(
      scope, 'imaging-core:retainedData',
      `removalPolicy DESTROY is ignored and the data will be retained: to delete it with the stack, deploy once with -c ${DataRemoval.DESTROY_DATA_CONTEXT}=true as well`,
    );
    return RemovalPolicy.RETAIN;
  }

  private static isDestroyAllowed(scope: IConstruct): boolean {
    const value: unknown = scope.node.tryGetContext(DataRemoval.DESTROY_DATA_CONTEXT);
    return value === true || value === 'true';
  }
}
