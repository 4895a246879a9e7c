import { Validations, type Stack } from 'aws-cdk-lib/core';
import { AccessLogs, Entrance, EntranceAccess, type HttpsEntranceProps } from '../src';
import { exampleZone, newStack, serve } from './fixtures';
import { acknowledgements, findings, findingsWithoutAcknowledgements } from './nag';

/** What the packs ask for and only the user can decide, for any entrance with a load balancer of its own. */
const JUDGEMENT = [
  'HIPAA.Security-S3BucketReplicationEnabled Stack/Server/Entrance/AccessLogs/Resource',
  'NIST.800.53.R5-ALBWAFEnabled Stack/Server/Entrance/LoadBalancer/Resource',
  'NIST.800.53.R5-S3BucketReplicationEnabled Stack/Server/Entrance/AccessLogs/Resource',
];

const WITHOUT_TLS = ['HIPAA.Security', 'NIST.800.53.R5'].flatMap((pack) => ['ALBHttpToHttpsRedirection', 'ELBv2ACMCertificateRequired']
  .map((rule) => `${pack}-${rule} Stack/Server/Entrance/LoadBalancer/Http/Resource`));

function withHttps(props: Partial<HttpsEntranceProps> = {}): Stack {
  const stack = newStack();
  serve(Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(stack), ...props }), stack);
  return stack;
}

function withHttp(): Stack {
  const stack = newStack();
  serve(Entrance.http(), stack);
  return stack;
}

test('an HTTPS entrance leaves a web ACL and replication to the judgement of the user', () => {
  expect(findings(withHttps())).toEqual(JUDGEMENT);
});

test('an HTTP entrance leaves that it does not encrypt to the judgement of the user as well', () => {
  expect(findings(withHttp())).toEqual([...JUDGEMENT, ...WITHOUT_TLS].sort());
});

test('an entrance that is open to the world is found, and left to the judgement of the user', () => {
  expect(findings(withHttps({ access: EntranceAccess.anywhere() })))
    .toEqual(['AwsSolutions-EC23 Stack/Server/Entrance/LoadBalancer/SecurityGroup/Resource', ...JUDGEMENT]);
});

test('switching access logs off is left to the judgement of the user', () => {
  expect(findings(withHttps({ accessLogs: AccessLogs.none() }))).toEqual([
    'AwsSolutions-ELB2 Stack/Server/Entrance/LoadBalancer/Resource',
    'HIPAA.Security-ELBLoggingEnabled Stack/Server/Entrance/LoadBalancer/Resource',
    'NIST.800.53.R5-ALBWAFEnabled Stack/Server/Entrance/LoadBalancer/Resource',
    'NIST.800.53.R5-ELBLoggingEnabled Stack/Server/Entrance/LoadBalancer/Resource',
  ]);
});

test('the user can acknowledge on the load balancer that an entrance returns', () => {
  const stack = newStack();
  const { loadBalancer } = serve(Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(stack) }), stack);
  if (loadBalancer) Validations.of(loadBalancer).acknowledge({ id: 'NIST.800.53.R5-ALBWAFEnabled', reason: 'reached through a VPN only' });
  expect(findings(stack)).toEqual(JUDGEMENT.filter((finding) => !finding.includes('WAF')));
});

test('deletion protection leaves nothing to acknowledge about itself', () => {
  const stack = withHttps({ deletionProtection: true });
  expect(acknowledgements(stack).map(({ rule }) => rule).filter((rule) => rule.includes('DeletionProtection'))).toEqual([]);
  expect(findings(stack)).toEqual(JUDGEMENT);
});

test.each([['HTTPS', withHttps], ['HTTP', withHttp]])('every acknowledgement of an %s entrance answers a finding', (_, build) => {
  const stack = build();
  const found = findingsWithoutAcknowledgements(stack);
  const acknowledged = acknowledgements(stack).map(({ rule, path }) => `${rule} ${path}`);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(found).toEqual(expect.arrayContaining(acknowledged));
});
