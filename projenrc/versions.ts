/**
 * The versions that must agree over the whole workspace, each with its reason.
 */

/**
 * The oldest aws-cdk-lib that the libraries support, and the one they are built against.
 *
 * The integ-runner reads cloud assembly schemas up to 53, which aws-cdk-lib stops writing after 2.257.0;
 * cdk-nag 3 needs at least 2.257.0. See docs/adr/0003-cdk-floor.md.
 */
export const AWS_CDK_LIB = '2.257.0';

/** The constructs release that goes with the floor; a second copy in the tree breaks `this` in every construct. */
export const CONSTRUCTS = '10.5.1';

/** The CDK CLI. npm's `latest` tag points to an older release that cannot read the assembly. */
export const AWS_CDK_CLI = '2.1148.1';

/** jsii and TypeScript move in lock-step of minors. */
export const JSII = '~6.0.0';
export const TYPESCRIPT = '~6.0.0';

/** Types of the oldest supported Node.js. */
export const TYPES_NODE = '^20';

export const NODE = '20.16.0';
