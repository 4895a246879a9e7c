import { RulePackFindings } from '@cdk-imaging/imaging-core';
import type { Stack } from 'aws-cdk-lib/core';

/**
 * What the rule packs AwsSolutions, HIPAA Security and NIST 800-53 R5 object to in a trial, and why it is accepted here.
 *
 * Before patient images or unpublished ones come in, move to the app omero-https and decide again.
 */
export function acknowledgeTrialChoices(stack: Stack): void {
  RulePackFindings.acknowledge(stack, {
    resourceType: 'AWS::RDS::DBInstance',
    rules: ['AwsSolutions-RDS3', 'HIPAA.Security-RDSMultiAZSupport', 'NIST.800.53.R5-RDSMultiAZSupport'],
    reason: 'A trial can wait for a restore from the automated backups; a standby would double the cost of the database',
  });
  RulePackFindings.acknowledge(stack, {
    resourceType: 'AWS::ElasticLoadBalancingV2::Listener',
    rules: [
      'HIPAA.Security-ALBHttpToHttpsRedirection', 'HIPAA.Security-ELBv2ACMCertificateRequired',
      'NIST.800.53.R5-ALBHttpToHttpsRedirection', 'NIST.800.53.R5-ELBv2ACMCertificateRequired',
    ],
    reason: 'A trial has no domain name and so no certificate; OMERO is reached inside of the VPC, or from the one network that is named',
  });
  RulePackFindings.acknowledge(stack, {
    resourceType: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    rules: ['NIST.800.53.R5-ALBWAFEnabled'],
    reason: 'The load balancer is reached inside of the VPC, or from the one network that is named',
  });
  RulePackFindings.acknowledge(stack, {
    resourceType: 'AWS::S3::Bucket',
    rules: ['HIPAA.Security-S3BucketReplicationEnabled', 'NIST.800.53.R5-S3BucketReplicationEnabled'],
    reason: 'The only bucket holds access logs, which are not worth a copy in another Region',
  });
}
