import { unwantedIn } from '../src/no-custom-resources';

function stackWith(...types: string[]) {
  return { 'Stack.template.json': { Resources: Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])) } };
}

test.each(['Custom::Anything', 'AWS::CloudFormation::CustomResource', 'AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::Serverless::Function'])(
  '%s is found', (type) => expect(unwantedIn(stackWith('AWS::S3::Bucket', type))).toEqual([`R1 (${type})`]),
);

test('resources that CloudFormation makes itself are not', () => {
  expect(unwantedIn({ ...stackWith('AWS::S3::Bucket', 'AWS::CloudFormation::Stack'), 'Empty.template.json': {} })).toEqual([]);
});
