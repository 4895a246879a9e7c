import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Token } from 'aws-cdk-lib/core';
import { ValidationError } from './errors';

const PRIVATE_ECR = /^\d{12}\.dkr[.-]ecr[.-]/;

/**
 * Refuses a container image that the subnets of a service have no way to.
 *
 * Subnets without egress reach private ECR through VPC endpoints, and no other registry.
 *
 * @throws ValidationError where all subnets are isolated and the image comes from outside private ECR
 */
export function requireReachableImage(container: ecs.ContainerDefinition, vpc: ec2.IVpc, subnets: ec2.SelectedSubnets): void {
  const image = container.imageName;
  if (Token.isUnresolved(image) || PRIVATE_ECR.test(image)) return;
  const isolated = new Set(vpc.isolatedSubnets.map((subnet) => subnet.node.path));
  if (subnets.subnets.length === 0 || !subnets.subnets.every((subnet) => isolated.has(subnet.node.path))) return;
  throw new ValidationError(
    `image "${image}" cannot be pulled from subnets without a route to the internet; `
    + 'copy it to a private ECR repository and pass ecs.ContainerImage.fromEcrRepository(...), or give the network NAT gateways',
    container,
  );
}
