import type { LambdaInvokeFunctionProps } from '@aws-cdk/integ-tests-alpha';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, type Stack } from 'aws-cdk-lib/core';

/** What is there where nothing is. */
export const ABSENT = '(absent)';

/** For the packages of the AWS SDK that values are read with: the name in classes, and the prefix of IAM actions. */
const SERVICES = {
  'ec2': { name: 'EC2', actions: 'ec2' },
  'ecs': { name: 'ECS', actions: 'ecs' },
  'elastic-load-balancing-v2': { name: 'ElasticLoadBalancingV2', actions: 'elasticloadbalancing' },
  'rds': { name: 'RDS', actions: 'rds' },
} as const;

export type Service = keyof typeof SERVICES;

/** Runs in Lambda, with the AWS SDK of the runtime. A step of a path is a member, an index, or `[member=value]` of the element wanted. */
const HANDLER = `
exports.handler = async ({ service, name, api, input, paths }) => {
  const sdk = require('@aws-sdk/client-' + service);
  const answer = await new sdk[name + 'Client']({}).send(new sdk[api + 'Command'](input));
  return Object.fromEntries(paths.map((path) => [path, find(answer, path)]));
};
function find(answer, path) {
  let value = answer;
  for (const [, member, wanted, step] of path.matchAll(/\\[([^=\\]]+)=([^\\]]*)\\]|([^.[\\]]+)/g)) {
    value = step === undefined ? value?.find((element) => String(element[member]) === wanted) : value?.[step];
  }
  return value ?? '${ABSENT}';
}
`;

/** Reads single values of answers that are too large for a custom resource, such as a task definition. */
export class ValueReader {
  private handler?: lambda.Function;

  constructor(private readonly stack: Stack) {}

  /** What to invoke to get the values, as JSON by path. */
  public request(service: Service, api: string, input: object, paths: string[]): LambdaInvokeFunctionProps {
    const { name, actions } = SERVICES[service];
    this.handler ??= this.createHandler();
    this.handler.addToRolePolicy(new iam.PolicyStatement({ actions: [`${actions}:${api}`], resources: ['*'] }));
    return { functionName: this.handler.functionName, payload: JSON.stringify({ service, name, api, input, paths }) };
  }

  private createHandler(): lambda.Function {
    return new lambda.Function(this.stack, 'ValueReader', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(HANDLER),
      timeout: Duration.seconds(30),
      memorySize: 512,
    });
  }
}
