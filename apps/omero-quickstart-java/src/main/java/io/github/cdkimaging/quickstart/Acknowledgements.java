package io.github.cdkimaging.quickstart;

import io.github.cdkimaging.imagingcore.FindingsAcknowledgement;
import io.github.cdkimaging.imagingcore.RulePackFindings;
import java.util.List;
import software.amazon.awscdk.Stack;

/**
 * What the rule packs AwsSolutions, HIPAA Security and NIST 800-53 R5 object to in a trial, and why it is accepted here.
 *
 * <p>Before patient images or unpublished ones come in, decide again.
 */
final class Acknowledgements {
    private Acknowledgements() {
    }

    static void acknowledgeTrialChoices(final Stack stack) {
        acknowledge(stack, "AWS::RDS::DBInstance",
            "A trial can wait for a restore from the automated backups; a standby would double the cost of the database",
            "AwsSolutions-RDS3", "HIPAA.Security-RDSMultiAZSupport", "NIST.800.53.R5-RDSMultiAZSupport");
        acknowledge(stack, "AWS::ElasticLoadBalancingV2::Listener",
            "A trial has no domain name and so no certificate; OMERO is reached inside of the VPC, or from the one network that is named",
            "HIPAA.Security-ALBHttpToHttpsRedirection", "HIPAA.Security-ELBv2ACMCertificateRequired",
            "NIST.800.53.R5-ALBHttpToHttpsRedirection", "NIST.800.53.R5-ELBv2ACMCertificateRequired");
        acknowledge(stack, "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "The load balancer is reached inside of the VPC, or from the one network that is named",
            "NIST.800.53.R5-ALBWAFEnabled");
        acknowledge(stack, "AWS::S3::Bucket",
            "The only bucket holds access logs, which are not worth a copy in another Region",
            "HIPAA.Security-S3BucketReplicationEnabled", "NIST.800.53.R5-S3BucketReplicationEnabled");
    }

    private static void acknowledge(final Stack stack, final String resourceType, final String reason, final String... rules) {
        RulePackFindings.acknowledge(stack, FindingsAcknowledgement.builder()
            .resourceType(resourceType)
            .reason(reason)
            .rules(List.of(rules))
            .build());
    }
}
