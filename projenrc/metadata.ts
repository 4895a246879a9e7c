/** What every package.json of the workspace says about the project. */
export const METADATA = {
  author: 'cdk-imaging authors',
  authorAddress: 'https://github.com/cdk-imaging/cdk-imaging',
  authorUrl: 'https://github.com/cdk-imaging/cdk-imaging',
  repository: 'https://github.com/cdk-imaging/cdk-imaging.git',
  license: 'Apache-2.0',
} as const;
