import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** An internal load balancer with access logs; HTTPS where there is a zone, HTTP otherwise. */
export function plainEntrance(scope: Construct, vpc: ec2.IVpc, zone?: route53.IHostedZone): elbv2.ApplicationListener {
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    internetFacing: false,
    idleTimeout: Duration.seconds(120),
    deletionProtection: false,
    dropInvalidHeaderFields: true,
  });
  for (const port of zone ? [443, 80] : [80]) {
    loadBalancer.connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(port), 'HTTP from the network');
  }
  accessLogs(scope, loadBalancer);
  if (zone) return httpsListener(scope, loadBalancer, zone);
  return loadBalancer.addListener('Http', { protocol: elbv2.ApplicationProtocol.HTTP, port: 80, open: false });
}

function accessLogs(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer): void {
  const bucket = new s3.Bucket(scope, 'AccessLogs', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      {
        id: 'Expire',
        expiration: Duration.days(365),
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
      { id: 'RemoveDeleteMarkers', expiredObjectDeleteMarker: true },
    ],
  });
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'LoadBalancerLogDelivery',
    principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${Stack.of(scope).account}/*`)],
  }));
  // logAccessLogs needs a Region.
  loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
  loadBalancer.setAttribute('access_logs.s3.bucket', bucket.bucketName);
  if (bucket.policy) loadBalancer.node.defaultChild?.node.addDependency(bucket.policy);
}

function httpsListener(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, zone: route53.IHostedZone): elbv2.ApplicationListener {
  const domainName = `omero.${zone.zoneName}`;
  const certificate = new acm.Certificate(scope, 'Certificate', {
    domainName, validation: acm.CertificateValidation.fromDns(zone), transparencyLoggingEnabled: true,
  });
  loadBalancer.addListener('HttpRedirect', {
    protocol: elbv2.ApplicationProtocol.HTTP,
    port: 80,
    open: false,
    defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
  });
  new route53.ARecord(scope, 'Alias', {
    zone, recordName: `${domainName}.`, target: route53.RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)),
  });
  const listener = loadBalancer.addListener('Https', {
    protocol: elbv2.ApplicationProtocol.HTTPS,
    port: 443,
    open: false,
    certificates: [certificate],
    sslPolicy: elbv2.SslPolicy.TLS13_12_RES_PQ,
  });
  listener.setAttribute('routing.http.response.strict_transport_security.header_value', `max-age=${Duration.days(365).toSeconds()}`);
  return listener;
}
