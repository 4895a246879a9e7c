/** Every synthesis in a test leaves a directory behind: here, in one that ends with the run. */
export const JEST_TEMPORARY_DIRECTORY = {
  globalSetup: '<rootDir>/../../scripts/jest/own-temporary-directory.cjs',
  globalTeardown: '<rootDir>/../../scripts/jest/remove-temporary-directory.cjs',
} as const;
