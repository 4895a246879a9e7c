import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** GiB per vCPU of the families whose sizes follow one ratio: Amazon EC2 Instance Types Guide. */
const GIB_PER_VCPU: Record<string, number> = { c: 2, m: 4, r: 8 };

const VCPUS: Record<string, number> = { medium: 1, large: 2, xlarge: 4 };

/** The burstable families have sizes of their own. */
const BURSTABLE_GIB: Record<string, number> = { 'nano': 0.5, 'micro': 1, 'small': 2, 'medium': 4, 'large': 8, 'xlarge': 16, '2xlarge': 32 };

/** Family, generation and size. From the third generation on (t: second) the families follow their ratio. */
const TYPE = /^(?:([cmr])(?:[3-9]|\d\d)|(t)[2-9])[a-z-]*\.(.+)$/;

/**
 * Memory of an instance type in MiB, or nothing for a type outside of the c, m, r and t families, and for one that is not known at synthesis.
 *
 * A few old types have a little less than their family's ratio (c4, r4); the share left for the system covers that.
 */
export function instanceMemoryMiB(instanceType: ec2.InstanceType): number | undefined {
  const [, family, burstable, size] = TYPE.exec(instanceType.toString()) ?? [];
  if (burstable) return inMiB(BURSTABLE_GIB[size]);
  const vcpus = VCPUS[size] ?? multipliedXlarge(size);
  const ratio = GIB_PER_VCPU[family];
  return vcpus === undefined || ratio === undefined ? undefined : inMiB(vcpus * ratio);
}

function multipliedXlarge(size: string | undefined): number | undefined {
  const [, multiple] = /^(\d+)xlarge$/.exec(size ?? '') ?? [];
  return multiple === undefined ? undefined : Number(multiple) * 4;
}

function inMiB(gibibytes: number | undefined): number | undefined {
  return gibibytes === undefined ? undefined : gibibytes * 1024;
}
