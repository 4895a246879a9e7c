export * from './apps';
export * from './construct-library';
export * from './private-package';
export * from './workspace';
