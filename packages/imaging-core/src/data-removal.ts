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
   * Warns (`@cdk-imaging/imaging-core:retainedData`) where `DESTROY` was asked for without the context.
   *
   * @param scope construct that holds the data
   * @param requested what the user asked for; @default RemovalPolicy.RETAIN
   */
  public static policyFor(scope: IConstruct, requested: RemovalPolicy = RemovalPolicy.RETAIN): RemovalPolicy {
    if (requested !== RemovalPolicy.DESTROY || DataRemoval.isDestroyAllowed(scope)) return requested;
    warn(
      scope, 'imaging-core:retainedData',
      `removalPolicy DESTROY is ignored and the data will be retained: set the context "${DataRemoval.DESTROY_DATA_CONTEXT}" to true as well to delete it`,
    );
    return RemovalPolicy.RETAIN;
  }

  private static isDestroyAllowed(scope: IConstruct): boolean {
    const value: unknown = scope.node.tryGetContext(DataRemoval.DESTROY_DATA_CONTEXT);
    return value === true || value === 'true';
  }
}
