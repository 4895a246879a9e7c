import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import { instanceMemoryMiB } from '../../src/private/instance-memory';

const GIB = 1024;
const memoryOf = (name: string): number | undefined => instanceMemoryMiB(new ec2.InstanceType(name));

test.each([
  ['t3.medium', 4], ['t3a.2xlarge', 32], ['t2.nano', 0.5],
  ['c5.large', 4], ['c6i.32xlarge', 256], ['c7i-flex.xlarge', 8], ['c3.xlarge', 8],
  ['m5.xlarge', 16], ['m6id.24xlarge', 384], ['m7i-flex.large', 8], ['m10i.xlarge', 16], ['m5zn.3xlarge', 48],
  ['r5.large', 16], ['r7iz.16xlarge', 512],
])('%s has %d GiB', (name, gibibytes) => {
  expect(memoryOf(name)).toBe(gibibytes * GIB);
});

test.each(['x2idn.16xlarge', 'i4i.large', 'trn1.2xlarge', 'cr1.8xlarge', 'mac1.metal', 'm5.metal', 'm7i.metal-24xl', 'c1.xlarge', 'm2.xlarge', 't1.micro', 'u-6tb1.metal'])(
  'the memory of %s follows no ratio', (name) => {
    expect(memoryOf(name)).toBeUndefined();
  },
);

test('the memory of a type that is chosen at deployment is not known', () => {
  expect(memoryOf(Token.asString({ Ref: 'Type' }))).toBeUndefined();
});
