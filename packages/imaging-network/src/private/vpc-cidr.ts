import * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * The CIDR of a VPC: as text where it was created in this app, so that whoever evaluates the template can read it; nothing where it is not known.
 */
export function vpcCidr(vpc: ec2.IVpc): string | undefined {
  const resource = vpc.node.defaultChild;
  if (resource instanceof ec2.CfnVPC && resource.cidrBlock) return resource.cidrBlock;
  try {
    return vpc.vpcCidrBlock;
  } catch {
    return undefined;
  }
}
