/**
 * What Nx runs, in which order, and what it may take from its cache.
 *
 * `.jsii` is an output of `compile`: a restored package without it cannot be compiled against.
 */
export const nxConfiguration = {
  $schema: './node_modules/nx/schemas/nx-schema.json',
  analytics: false,
  neverConnectToCloud: true,
  tui: { enabled: false },
  defaultBase: 'main',
  namedInputs: {
    toolchain: ['{workspaceRoot}/package-lock.json', '{workspaceRoot}/tsconfig.base.json', { runtime: 'node -v' }],
    sources: ['{projectRoot}/src/**/*', '{projectRoot}/scripts/**/*', '{projectRoot}/python/**/*', '{projectRoot}/*.ts', '{projectRoot}/*.json', 'toolchain'],
    tests: ['sources', '{projectRoot}/test/**/*'],
    docs: ['sources', '{projectRoot}/README.md', '{projectRoot}/rosetta/**/*'],
  },
  targetDefaults: {
    'compile': {
      cache: true,
      dependsOn: ['^compile'],
      // The assembly embeds the README, from which the examples are compiled.
      inputs: ['docs', '^sources'],
      outputs: ['{projectRoot}/lib', '{projectRoot}/.jsii', '{projectRoot}/tsconfig.tsbuildinfo'],
    },
    'docgen': { cache: true, dependsOn: ['compile'], inputs: ['docs', '^sources'], outputs: ['{projectRoot}/API.md'] },
    'type-check': { cache: true, dependsOn: ['^compile'], inputs: ['tests', '^sources'] },
    'test': { cache: true, dependsOn: ['compile', '^compile'], inputs: ['tests', '^sources'] },
    // The translated examples go into the wheels and jars.
    'rosetta': { cache: true, dependsOn: ['compile', '^compile'], inputs: ['docs', '^sources'], outputs: ['{projectRoot}/.jsii.tabl.json'] },
  },
};
