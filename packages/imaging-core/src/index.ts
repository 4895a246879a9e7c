export * from './container-script';
export * from './data-removal';
export * from './ecs-limits';
export * from './stock-image';
