import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CfnParameter, Duration, type Stack } from 'aws-cdk-lib/core';
import { Entrance, EntranceAccess, type HttpsEntranceProps } from '../src';
import { exampleZone, importedVpc, newStack, openings, serve } from './fixtures';

function withHttps(props: Partial<HttpsEntranceProps> = {}, stack: Stack = newStack()): Stack {
  serve(Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(stack), ...props }), stack);
  return stack;
}

function existingCertificate(stack: Stack): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-central-1:123456789012:certificate/1');
}

test('is internal by default and lets the VPC in, nobody else', () => {
  const stack = withHttps();
  Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
  expect(openings(stack)).toEqual(['10.20.0.0/16 443', '10.20.0.0/16 80']);
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('@cdk-imaging'));
});

test('is open to the world where that is written, on ports 443 and 80 only', () => {
  const stack = withHttps({ access: EntranceAccess.anywhere() });
  Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internet-facing' });
  expect(openings(stack)).toEqual(['0.0.0.0/0 443', '0.0.0.0/0 80']);
});

test('tells the server what it is called', () => {
  const stack = newStack();
  const config = serve(Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(stack) }), stack);
  expect(config).toMatchObject({ url: 'https://omero.example.org', hostName: 'omero.example.org', encrypted: true });
  expect(config.conditions).toBeUndefined();
});

test('speaks TLS 1.2 or later with forward secrecy, and tells browsers to stay with it', () => {
  Template.fromStack(withHttps()).hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 443,
    Protocol: 'HTTPS',
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    ListenerAttributes: [{ Key: 'routing.http.response.strict_transport_security.header_value', Value: 'max-age=31536000' }],
    DefaultActions: [Match.objectLike({ Type: 'forward' })],
  });
});

test('takes another TLS policy and another time for browsers', () => {
  const stack = withHttps({ sslPolicy: elbv2.SslPolicy.FIPS_TLS13_12_RES, strictTransportSecurity: Duration.seconds(0) });
  Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04',
    ListenerAttributes: [{ Key: 'routing.http.response.strict_transport_security.header_value', Value: 'max-age=0' }],
  });
});

test('redirects HTTP for good, and forwards none of it', () => {
  Template.fromStack(withHttps()).hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
  });
});

describe('with a hosted zone', () => {
  test('gets a certificate that is validated there and logged for transparency', () => {
    Template.fromStack(withHttps()).hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'omero.example.org',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'omero.example.org', HostedZoneId: 'Z123' }],
      CertificateTransparencyLoggingPreference: 'ENABLED',
    });
  });

  test('gets an alias record', () => {
    Template.fromStack(withHttps()).hasResourceProperties('AWS::Route53::RecordSet', {
      Type: 'A',
      Name: 'omero.example.org.',
      HostedZoneId: 'Z123',
      AliasTarget: { DNSName: { 'Fn::Join': ['', ['dualstack.', { 'Fn::GetAtt': [Match.stringLikeRegexp('LoadBalancer'), 'DNSName'] }]] } },
    });
  });

  test.each(['example.org', 'OMERO.example.org', 'a.b.example.org'])('takes the name %s', (domainName) => {
    Template.fromStack(withHttps({ domainName })).hasResourceProperties('AWS::Route53::RecordSet', { Name: `${domainName}.` });
  });

  test('lets names through that are known at deployment only', () => {
    const stack = newStack();
    const domainName = new CfnParameter(stack, 'Name').valueAsString;
    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'TokenZone', {
      hostedZoneId: 'Z1', zoneName: new CfnParameter(stack, 'ZoneName').valueAsString,
    });
    withHttps({ domainName, hostedZone }, stack);
    Template.fromStack(stack).hasResourceProperties('AWS::Route53::RecordSet', { Name: { 'Fn::Join': ['', [{ Ref: 'Name' }, '.']] } });
  });

  test.each(['omero.example.com', 'badexample.org'])('fails for %s, which is not in the zone, and names both', (domainName) => {
    expect(() => withHttps({ domainName })).toThrow(`domainName "${domainName}" is not in the hosted zone "example.org": choose a name that ends with ".example.org"`);
  });

  test('fails where the name of the zone is not known', () => {
    const stack = newStack();
    const hostedZone = route53.HostedZone.fromHostedZoneId(stack, 'NoName', 'Z9');
    expect(() => withHttps({ hostedZone }, stack)).toThrow(/the name of the hosted zone "Z9" is not known.*use HostedZone.fromHostedZoneAttributes/);
  });

  test('fails where the zone is private, because ACM cannot validate there', () => {
    const stack = newStack();
    const hostedZone = new route53.PrivateHostedZone(stack, 'PrivateZone', { vpc: importedVpc(stack), zoneName: 'example.org' });
    expect(() => serve(Entrance.https({ domainName: 'omero.example.org', hostedZone }), stack, importedVpc(newStack())))
      .toThrow(/ACM validates a certificate over public DNS; got the private hosted zone "example.org"/);
  });
});

describe('with a certificate of the user', () => {
  test('makes none, and no record without a zone', () => {
    const stack = newStack();
    withHttps({ certificate: existingCertificate(stack), hostedZone: undefined }, stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Certificates: [{ CertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' }],
    });
  });

  test('makes the record in a zone', () => {
    const stack = newStack();
    withHttps({ certificate: existingCertificate(stack) }, stack);
    Template.fromStack(stack).resourceCountIs('AWS::Route53::RecordSet', 1);
  });
});

test('fails with neither a certificate nor a zone', () => {
  expect(() => withHttps({ hostedZone: undefined })).toThrow(/an HTTPS entrance needs a certificate; got neither certificate nor hostedZone for "omero.example.org"/);
});

test.each(['', 'omero', 'https://omero.example.org', 'omero.example.org:443', '*.example.org', 'omero_1.example.org', '-a.example.org', '10.0.0.1'])(
  'fails for the name "%s"', (domainName) => {
    expect(() => withHttps({ domainName })).toThrow(`domainName must be a full host name such as "omero.example.org", without protocol, port, wildcard or trailing dot; got "${domainName}"`);
  },
);
