/*
 * What the libraries of cdk-imaging share and their users should not see.
 * Imported by path, `@cdk-imaging/imaging-core/lib/helpers-internal`; no compatibility is promised.
 */
export * from './acknowledge';
export * from './errors';
export * from './image-reachability';
export * from './log-encryption';
export * from './private-subnets';
