import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { RulePackFindings } from '../src';

function rulesBelow(stack: Stack): string[] {
  return new AwsSolutionsChecks(stack).validateScope(stack).violations.map((violation) => violation.ruleName);
}

const BUCKETS = { resourceType: 'AWS::S3::Bucket', rules: ['AwsSolutions-S1', 'AwsSolutions-S10'], reason: 'holds nothing' };

describe('RulePackFindings', () => {
  test('acknowledges on all resources of a type', () => {
    const stack = new Stack(new App(), 'Stack');
    new s3.Bucket(stack, 'One');
    new s3.Bucket(stack, 'Two');
    expect(rulesBelow(stack)).toEqual(expect.arrayContaining(BUCKETS.rules));
    RulePackFindings.acknowledge(stack, BUCKETS);
    expect(rulesBelow(stack)).toEqual([]);
  });

  test('leaves what is added later to be examined', () => {
    const stack = new Stack(new App(), 'Stack');
    new s3.Bucket(stack, 'One');
    RulePackFindings.acknowledge(stack, BUCKETS);
    new s3.Bucket(stack, 'Later');
    expect(rulesBelow(stack)).toEqual(expect.arrayContaining(BUCKETS.rules));
  });

  test('fails where there is no such resource', () => {
    expect(() => RulePackFindings.acknowledge(new Stack(new App(), 'Stack'), BUCKETS)).toThrow(/there is no AWS::S3::Bucket to acknowledge/);
  });

  test('fails without a reason', () => {
    const stack = new Stack(new App(), 'Stack');
    new s3.Bucket(stack, 'One');
    expect(() => RulePackFindings.acknowledge(stack, { ...BUCKETS, reason: ' ' })).toThrow(/reason for acknowledging .* is empty/);
  });
});
