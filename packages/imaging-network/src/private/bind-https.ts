import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import { Duration } from 'aws-cdk-lib/core';
import { acknowledge, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { Construct } from 'constructs';
import type { EntranceBindOptions, EntranceConfig } from '../entrance';
import type { HttpsEntranceProps } from '../entrance-https';
import { domainNameProblem, outsideZoneProblem } from './domain-name';
import { EntranceLoadBalancer } from './entrance-load-balancer';

/** Creates the HTTPS entrance. */
export function bindHttps(parent: Construct, options: EntranceBindOptions, props: HttpsEntranceProps): EntranceConfig {
  const scope = new Construct(parent, 'Entrance');
  validateName(scope, props);
  const certificate = props.certificate ?? createCertificate(scope, props);
  const { loadBalancer } = new EntranceLoadBalancer(scope, { ...props, vpc: options.vpc, ports: [443, 80] });
  redirectHttp(loadBalancer);
  if (props.hostedZone) createRecord(scope, props.hostedZone, props.domainName, loadBalancer);
  return {
    listener: createListener(loadBalancer, certificate, props),
    loadBalancer,
    connections: loadBalancer.connections,
    url: `https://${props.domainName}`,
    hostName: props.domainName,
    encrypted: true,
  };
}

function validateName(scope: Construct, props: HttpsEntranceProps): void {
  const problem = domainNameProblem('domainName', props.domainName)
    ?? (props.hostedZone && outsideZoneProblem(props.domainName, zoneName(scope, props.hostedZone)));
  if (problem) throw new ValidationError(problem, scope);
}

function zoneName(scope: Construct, zone: route53.IHostedZone): string {
  try {
    return zone.zoneName;
  } catch {
    throw new ValidationError(
      `the name of the hosted zone "${zone.hostedZoneId}" is not known, as with HostedZone.fromHostedZoneId: use HostedZone.fromHostedZoneAttributes`, scope,
    );
  }
}

function createCertificate(scope: Construct, props: HttpsEntranceProps): acm.ICertificate {
  const { domainName, hostedZone } = props;
  if (!hostedZone) {
    throw new ValidationError(`an HTTPS entrance needs a certificate; got neither certificate nor hostedZone for "${domainName}": pass one of them`, scope);
  }
  if (hostedZone instanceof route53.PrivateHostedZone) {
    throw new ValidationError(
      `ACM validates a certificate over public DNS; got the private hosted zone "${hostedZone.zoneName}" for "${domainName}": `
      + 'pass a certificate as well, or a public hosted zone, which suits an internal entrance too', scope,
    );
  }
  return new acm.Certificate(scope, 'Certificate', {
    domainName,
    validation: acm.CertificateValidation.fromDns(hostedZone),
    transparencyLoggingEnabled: true,
  });
}

function createListener(
  loadBalancer: elbv2.ApplicationLoadBalancer, certificate: acm.ICertificate, props: HttpsEntranceProps,
): elbv2.ApplicationListener {
  const listener = loadBalancer.addListener('Https', {
    protocol: elbv2.ApplicationProtocol.HTTPS,
    port: 443,
    open: false,
    certificates: [certificate],
    sslPolicy: props.sslPolicy ?? elbv2.SslPolicy.TLS13_12_RES_PQ,
  });
  const maxAge = (props.strictTransportSecurity ?? Duration.days(365)).toSeconds();
  listener.setAttribute('routing.http.response.strict_transport_security.header_value', `max-age=${maxAge}`);
  return listener;
}

function redirectHttp(loadBalancer: elbv2.ApplicationLoadBalancer): void {
  const listener = loadBalancer.addListener('HttpRedirect', {
    protocol: elbv2.ApplicationProtocol.HTTP,
    port: 80,
    open: false,
    defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
  });
  acknowledge(
    listener, ['HIPAA.Security-ELBv2ACMCertificateRequired', 'NIST.800.53.R5-ELBv2ACMCertificateRequired'],
    'this listener only redirects to HTTPS and forwards nothing; the listener on port 443 has a certificate',
  );
}

/* The trailing dot makes the name absolute, also where the name of the zone is not known at synthesis. */
function createRecord(scope: Construct, zone: route53.IHostedZone, domainName: string, loadBalancer: elbv2.ApplicationLoadBalancer): void {
  new route53.ARecord(scope, 'Alias', {
    zone,
    recordName: `${domainName}.`,
    target: route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(loadBalancer)),
  });
}
