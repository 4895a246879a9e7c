import type { Stack } from 'aws-cdk-lib/core';
export function acknowledgeTrialChoices(_stack: Stack): void {}
