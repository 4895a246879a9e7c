export * from './environment-name';
export * from './jvm-memory';
export * from './translate-config';
