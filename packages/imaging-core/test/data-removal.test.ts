import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { DataRemoval } from '../src';

function stackWith(context: Record<string, unknown> = {}): Stack {
  return new Stack(new App({ context }), 'Stack');
}

const WARNING = Match.stringLikeRegexp('removalPolicy DESTROY is ignored .*@cdk-imaging/destroyData=true');
const CONTEXT_ALONE = Match.stringLikeRegexp('the context "@cdk-imaging/destroyData" alone deletes nothing');

describe('DataRemoval', () => {
  test('retains by default', () => {
    expect(DataRemoval.policyFor(stackWith())).toBe(RemovalPolicy.RETAIN);
  });

  test('retains, with a warning, where only the code asks for deletion', () => {
    const stack = stackWith();
    expect(DataRemoval.policyFor(stack, RemovalPolicy.DESTROY)).toBe(RemovalPolicy.RETAIN);
    Annotations.fromStack(stack).hasWarning('*', WARNING);
  });

  test.each([false, 'false', 'yes', 1, ''])('retains where the context is %p', (value) => {
    const stack = stackWith({ [DataRemoval.DESTROY_DATA_CONTEXT]: value });
    expect(DataRemoval.policyFor(stack, RemovalPolicy.DESTROY)).toBe(RemovalPolicy.RETAIN);
  });

  test('retains, with a warning, where only the context asks for deletion', () => {
    const stack = stackWith({ [DataRemoval.DESTROY_DATA_CONTEXT]: true });
    expect(DataRemoval.policyFor(stack)).toBe(RemovalPolicy.RETAIN);
    Annotations.fromStack(stack).hasWarning('*', CONTEXT_ALONE);
  });

  test.each([true, 'true'])('deletes with both keys, the context being %p', (value) => {
    const stack = stackWith({ [DataRemoval.DESTROY_DATA_CONTEXT]: value });
    expect(DataRemoval.policyFor(stack, RemovalPolicy.DESTROY)).toBe(RemovalPolicy.DESTROY);
    Annotations.fromStack(stack).hasNoWarning('*', WARNING);
    Annotations.fromStack(stack).hasNoWarning('*', CONTEXT_ALONE);
  });

  test('passes a snapshot through, which keeps the data', () => {
    expect(DataRemoval.policyFor(stackWith(), RemovalPolicy.SNAPSHOT)).toBe(RemovalPolicy.SNAPSHOT);
  });
});
