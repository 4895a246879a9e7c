import { RulePackFindings } from '@cdk-imaging/imaging-core';
import type { Stack } from 'aws-cdk-lib/core';

/** What the rule packs AwsSolutions, HIPAA Security and NIST 800-53 R5 leave to the operator, and how this app decides. */
export function acknowledgeChoices(servers: Stack): void {
  RulePackFindings.acknowledge(servers, {
    resourceType: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    rules: ['NIST.800.53.R5-ALBWAFEnabled'],
    reason: 'The load balancer is internal. Add a web ACL before you make it internet-facing',
  });
  RulePackFindings.acknowledge(servers, {
    resourceType: 'AWS::S3::Bucket',
    rules: ['HIPAA.Security-S3BucketReplicationEnabled', 'NIST.800.53.R5-S3BucketReplicationEnabled'],
    reason: 'The only bucket holds access logs, which are not worth a copy in another Region',
  });
}
