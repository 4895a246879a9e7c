import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * A prop that cannot work, found while the app is synthesized.
 *
 * The `ValidationError` of aws-cdk-lib is internal, and its signature changed between releases.
 */
export class ValidationError extends Error {
  /** Path of the construct that refused, empty where none exists yet. */
  public readonly constructPath: string;

  constructor(message: string, scope?: IConstruct) {
    const path = scope?.node.path ?? '';
    super(path ? `${message} [at ${path}]` : message);
    this.name = 'ValidationError';
    this.constructPath = path;
  }
}

/**
 * Warns about something doubtful that is allowed.
 *
 * @param id what `Annotations.acknowledgeWarning` takes; part of the public contract
 */
export function warn(scope: IConstruct, id: string, message: string): void {
  Annotations.of(scope).addWarningV2(`@cdk-imaging/${id}`, message);
}
