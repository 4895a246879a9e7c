import * as fc from 'fast-check';
import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type { Stack } from 'aws-cdk-lib/core';
import { AccessLogs, Entrance, EntranceAccess, FlowLogs, ImagingNetwork } from '../src';
import { exampleZone, newStack, openings, serve } from './fixtures';

const RUNS = { numRuns: 300 };

const octet = fc.integer({ min: 0, max: 300 });
const anyBlock = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 40 })).map(([a, b, c, d, p]) => `${a}.${b}.${c}.${d}/${p}`) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(10, 192, 172, 203), fc.integer({ min: 16, max: 24 })).map(([a, p]) => `${a}.0.0.0/${p}`) },
  { weight: 1, arbitrary: fc.constantFrom('0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1', '2001:db8::/32', '', ' 10.0.0.0/16', '10.0.0.0/16 ') },
  { weight: 1, arbitrary: fc.string() },
);

/** The error of the house style that building ends with, or nothing where it succeeds. */
function refusal(build: () => void): string | undefined {
  try {
    build();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationError);
    const { message } = error as ValidationError;
    expect(message).toMatch(/^(an? |cidr |domainName |"|ACM )/);
    expect(message).not.toMatch(/\.$|undefined|NaN|\[object/);
    return message;
  }
}

function openToTheWorld(stack: Stack): string[] {
  return openings(stack).filter((opening) => !/^\d+\.\d+\.\d+\.\d+\/([89]|[12]\d|3[012]) /.test(opening));
}

test('a network is cut from the block that is given, or the block is refused by name', () => {
  let accepted = 0;
  fc.assert(fc.property(anyBlock, (cidr) => {
    const stack = newStack();
    const message = refusal(() => new ImagingNetwork(stack, 'Network', { cidr, flowLogs: FlowLogs.none() }));
    if (message !== undefined) return message.includes(`got "${cidr}"`);
    accepted += 1;
    return openings(stack).length === 0;
  }), RUNS);
  expect(accepted).toBeGreaterThan(20);
});

test('an entrance lets in who is named, on ports 80 and 443, or refuses the name', () => {
  let accepted = 0;
  const access = fc.tuple(fc.boolean(), fc.array(anyBlock, { maxLength: 3 }));
  fc.assert(fc.property(access, fc.boolean(), ([internal, allowedCidrs], https) => {
    const stack = newStack();
    const options = {
      access: internal ? EntranceAccess.internal({ allowedCidrs }) : EntranceAccess.internetFacing({ allowedCidrs }),
      accessLogs: AccessLogs.none(),
    };
    const entrance = https ? Entrance.https({ ...options, domainName: 'omero.example.org', hostedZone: exampleZone(stack) }) : Entrance.http(options);
    if (refusal(() => serve(entrance, stack)) !== undefined) return true;
    accepted += 1;
    const ports = new Set(openings(stack).map((opening) => opening.split(' ')[1]));
    const sources = new Set(openings(stack).map((opening) => opening.split(' ')[0]));
    const named = new Set([...allowedCidrs, ...(internal ? ['10.20.0.0/16'] : [])]);
    return openToTheWorld(stack).length === 0
      && [...ports].every((port) => port === '80' || (https && port === '443'))
      && sources.size === named.size && [...sources].every((source) => named.has(source));
  }), RUNS);
  expect(accepted).toBeGreaterThan(20);
});

const label = fc.oneof(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/), fc.constantFrom('', '-a', 'a-', 'a_b', '*', 'x'.repeat(64), 'ÄÖ'));
const anyName = fc.oneof(
  { weight: 3, arbitrary: fc.array(label, { maxLength: 4 }).map((labels) => [...labels, 'example', 'org'].join('.')) },
  { weight: 1, arbitrary: fc.array(label, { maxLength: 4 }).map((labels) => labels.join('.')) },
  { weight: 1, arbitrary: fc.webUrl() },
  { weight: 1, arbitrary: fc.domain() },
);

test('an HTTPS entrance goes by a name in the zone, or refuses the name', () => {
  let accepted = 0;
  fc.assert(fc.property(anyName, (domainName) => {
    const stack = newStack();
    const entrance = Entrance.https({ domainName, hostedZone: exampleZone(stack), accessLogs: AccessLogs.none() });
    const message = refusal(() => serve(entrance, stack));
    if (message !== undefined) return message.includes(`"${domainName}"`);
    accepted += 1;
    return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*example\.org$/.test(domainName) && openToTheWorld(stack).length === 0;
  }), RUNS);
  expect(accepted).toBeGreaterThan(20);
});
