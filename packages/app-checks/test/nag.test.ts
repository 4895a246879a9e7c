import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack, Validations } from 'aws-cdk-lib/core';
import { aboveBaseline, type NagRow } from '../src/nag';
import { findingsOf } from '../src/nag-app';

function row(acknowledged: number, app = 'omero-quickstart', pack = 'AwsSolutions'): NagRow {
  return { app, pack, findings: acknowledged, acknowledged, unacknowledged: 0 };
}

describe('the baseline', () => {
  test('allows as many acknowledgements as it names, or fewer', () => {
    expect(aboveBaseline([row(3), row(0, 'omero-https')], [row(3), row(1, 'omero-https')])).toEqual([]);
  });

  test('does not allow one more', () => {
    expect(aboveBaseline([row(4)], [row(3)])).toEqual([row(4)]);
  });

  test('allows nothing to an app or a pack that it does not name', () => {
    const unknown = [row(0, 'new-app'), row(0, 'omero-quickstart', 'HIPAA.Security')];
    expect(aboveBaseline(unknown, [row(3)])).toEqual(unknown);
  });

  test('does not let one app have what another gave up', () => {
    expect(aboveBaseline([row(2), row(2, 'omero-https')], [row(3), row(1, 'omero-https')])).toEqual([row(2, 'omero-https')]);
  });
});

describe('the rule packs', () => {
  function badApp(): { app: App; bucket: s3.Bucket } {
    const app = new App();
    const stack = new Stack(app, 'Bad');
    const group = new ec2.SecurityGroup(stack, 'Open', { vpc: new ec2.Vpc(stack, 'Vpc') });
    group.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22));
    return { app, bucket: new s3.Bucket(stack, 'Bucket') };
  }

  test('each find something in a stack that is known to be bad', () => {
    const findings = findingsOf(badApp().app);
    expect(findings).toEqual(expect.arrayContaining([
      { pack: 'AwsSolutions', rule: 'AwsSolutions-EC23', path: 'Bad/Open/Resource' },
      { pack: 'AwsSolutions', rule: 'AwsSolutions-S1', path: 'Bad/Bucket/Resource' },
    ]));
    expect(new Set(findings.map(({ pack }) => pack))).toEqual(new Set(['AwsSolutions', 'HIPAA.Security', 'NIST.800.53.R5']));
  });

  test('leave out what is acknowledged, and nothing else', () => {
    const { app, bucket } = badApp();
    const before = findingsOf(app);
    Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'a test' });
    const after = findingsOf(app);
    expect(before.filter((finding) => !after.some(({ rule, path }) => rule === finding.rule && path === finding.path))).toEqual([
      { pack: 'AwsSolutions', rule: 'AwsSolutions-S1', path: 'Bad/Bucket/Resource' },
    ]);
  });

  test('find nothing in an empty stack', () => {
    const app = new App();
    new Stack(app, 'Empty');
    expect(findingsOf(app)).toEqual([]);
  });
});
