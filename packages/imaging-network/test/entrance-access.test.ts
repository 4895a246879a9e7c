import { CfnParameter } from 'aws-cdk-lib/core';
import { Entrance, EntranceAccess } from '../src';
import { newStack, openings, serve } from './fixtures';

test('internal access adds the named networks to the VPC, each once', () => {
  const stack = newStack();
  serve(Entrance.http({ access: EntranceAccess.internal({ allowedCidrs: ['10.30.0.0/16', '10.20.0.0/16'] }) }), stack);
  expect(openings(stack)).toEqual(['10.20.0.0/16 80', '10.30.0.0/16 80']);
});

test('internet-facing access lets the named networks in, and not the VPC', () => {
  const stack = newStack();
  serve(Entrance.http({ access: EntranceAccess.internetFacing({ allowedCidrs: ['192.0.2.0/24', '198.51.100.7/32'] }) }), stack);
  expect(openings(stack)).toEqual(['192.0.2.0/24 80', '198.51.100.7/32 80']);
});

test('a network can be known at deployment only', () => {
  const stack = newStack();
  const cidr = new CfnParameter(stack, 'Office').valueAsString;
  expect(() => serve(Entrance.http({ access: EntranceAccess.internetFacing({ allowedCidrs: [cidr] }) }), stack)).not.toThrow();
});

test('fails for internet-facing access from nowhere', () => {
  expect(() => serve(Entrance.http({ access: EntranceAccess.internetFacing({ allowedCidrs: [] }) }), newStack()))
    .toThrow(/an internet-facing entrance needs allowedCidrs, at least one; got none.*EntranceAccess.anywhere\(\)/);
});

test.each([
  ['0.0.0.0/0', /"0.0.0.0\/0" is the whole world.*write EntranceAccess.anywhere\(\)/],
  ['::/0', /"::\/0" is the whole world/],
  ['0.0.0.0/1', /must be a \/8 or smaller; got "0.0.0.0\/1"/],
  ['2001:db8::/32', /speaks IPv4 only; got "2001:db8::\/32"/],
  ['192.0.2.1', /must be an IPv4 block such as "192.0.2.0\/24"; got "192.0.2.1"/],
  ['192.0.2.1/24', /must begin at the first address of its block; got "192.0.2.1\/24": write "192.0.2.0\/24"/],
])('fails for %s, however the entrance is reached', (cidr, message) => {
  const allowedCidrs = ['192.0.2.0/24', cidr];
  for (const access of [EntranceAccess.internal({ allowedCidrs }), EntranceAccess.internetFacing({ allowedCidrs })]) {
    expect(() => serve(Entrance.http({ access }), newStack())).toThrow(message);
  }
});
