export * from './container-script';
export * from './data-removal';
export * from './ecs-limits';
export * from './rule-pack-findings';
export * from './stock-image';
