export * from './local-cloud';
export * from './local-cloud-error';
export * from './paths';
