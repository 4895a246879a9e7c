from aws_cdk import Stack
from cdk_imaging.imaging_core import RulePackFindings


def acknowledge_trial_choices(stack: Stack) -> None:
    """Accept what the rule packs AwsSolutions, HIPAA Security and NIST 800-53 R5 object to in a trial.

    Before patient images or unpublished ones come in, decide again.
    """
    RulePackFindings.acknowledge(
        stack,
        resource_type="AWS::RDS::DBInstance",
        rules=["AwsSolutions-RDS3", "HIPAA.Security-RDSMultiAZSupport", "NIST.800.53.R5-RDSMultiAZSupport"],
        reason="A trial can wait for a restore from the automated backups; a standby would double the cost of the database",
    )
    RulePackFindings.acknowledge(
        stack,
        resource_type="AWS::ElasticLoadBalancingV2::Listener",
        rules=[
            "HIPAA.Security-ALBHttpToHttpsRedirection",
            "HIPAA.Security-ELBv2ACMCertificateRequired",
            "NIST.800.53.R5-ALBHttpToHttpsRedirection",
            "NIST.800.53.R5-ELBv2ACMCertificateRequired",
        ],
        reason="A trial has no domain name and so no certificate; OMERO is reached inside of the VPC, or from the one network that is named",
    )
    RulePackFindings.acknowledge(
        stack,
        resource_type="AWS::ElasticLoadBalancingV2::LoadBalancer",
        rules=["NIST.800.53.R5-ALBWAFEnabled"],
        reason="The load balancer is reached inside of the VPC, or from the one network that is named",
    )
    RulePackFindings.acknowledge(
        stack,
        resource_type="AWS::S3::Bucket",
        rules=["HIPAA.Security-S3BucketReplicationEnabled", "NIST.800.53.R5-S3BucketReplicationEnabled"],
        reason="The only bucket holds access logs, which are not worth a copy in another Region",
    )
