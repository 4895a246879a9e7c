import { differences } from '../src/compare-templates';
import type { Resource, Template, Templates } from '../src/synthesize';

const SIDES = { expected: 'TypeScript', actual: 'Python' };
const BUCKET = { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' }, Tags: ['a', 'b'] } };

function stack(template: Template): Templates {
  return { 'Stack.template.json': template };
}

test('equal templates have no differences', () => {
  const copy = JSON.parse(JSON.stringify(BUCKET)) as Resource;
  expect(differences(stack({ Resources: { Bucket: BUCKET } }), stack({ Resources: { Bucket: copy } }), SIDES)).toEqual([]);
});

test('the order of keys does not matter', () => {
  const left = { Type: 'AWS::S3::Bucket', Properties: { A: 1, B: 2 } };
  const right = { Properties: { B: 2, A: 1 }, Type: 'AWS::S3::Bucket' };
  expect(differences(stack({ Resources: { X: BUCKET, Y: left } }), stack({ Resources: { Y: right, X: BUCKET } }), SIDES)).toEqual([]);
});

test('one changed property is found, with both values', () => {
  const changed = { ...BUCKET, Properties: { ...BUCKET.Properties, VersioningConfiguration: { Status: 'Suspended' } } };
  const [difference, ...more] = differences(stack({ Resources: { Bucket: BUCKET } }), stack({ Resources: { Bucket: changed } }), SIDES);
  expect(more).toEqual([]);
  expect(difference).toMatch(/^Stack\.template\.json Resources Bucket\n/);
  expect(difference).toMatch(/^.*- .*"Status": "Enabled"/m);
  expect(difference).toMatch(/^.*\+ .*"Status": "Suspended"/m);
});

test.each<[string, unknown, unknown]>([
  ['a number and its text', 1, '1'],
  ['the order of a list', ['a', 'b'], ['b', 'a']],
  ['an absent property and an empty one', {}, { Properties: {} }],
  ['false and absent', { Enabled: false }, {}],
])('%s are different', (_, left, right) => {
  const resource = (value: unknown) => stack({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Value: value } } });
  expect(differences(resource(left), resource(right), SIDES)).toHaveLength(1);
});

test('a resource that only one side has is named', () => {
  expect(differences(stack({ Resources: { Bucket: BUCKET } }), stack({ Resources: {} }), SIDES))
    .toEqual(['Stack.template.json Resources Bucket is in TypeScript only']);
});

test('an empty section, a section that is no record, and a stack are compared too', () => {
  expect(differences(stack({}), stack({ Outputs: {} }), SIDES)).toEqual(['Stack.template.json Outputs is in Python only']);
  expect(differences(stack({ Description: 'a' }), stack({ Description: 'b' }), SIDES)).toHaveLength(1);
  expect(differences({}, stack({}), SIDES)).toEqual(['Stack.template.json is in Python only']);
});
