import { Cidr, sourceProblem } from '../../src/private/cidr';

describe('a block', () => {
  test.each(['10.0.0.0/16', '0.0.0.0/0', '255.255.255.255/32', '192.168.1.128/25'])('%s is read', (text) => {
    expect(Cidr.parse(text)).toMatchObject({ isCanonical: true, canonical: text });
  });

  test.each(['10.0.0.0', '10.0.0/16', '10.0.0.0/33', '256.0.0.0/8', '10.0.0.0/16 ', 'a.b.c.d/8', '::/0', ''])('"%s" is none', (text) => {
    expect(Cidr.parse(text)).toBeUndefined();
  });

  test.each([['10.1.2.3/16', '10.1.0.0/16'], ['192.168.1.129/25', '192.168.1.128/25'], ['128.0.0.1/1', '128.0.0.0/1']])('%s is canonically %s', (text, canonical) => {
    expect(Cidr.parse(text)).toMatchObject({ isCanonical: false, canonical });
  });

  test.each([
    ['10.255.0.0/16', true], ['172.16.0.0/12', true], ['172.31.255.0/24', true], ['192.168.0.0/16', true],
    ['172.32.0.0/16', false], ['192.169.0.0/16', false], ['8.0.0.0/6', false], ['100.64.0.0/10', false],
  ])('%s is private: %s', (text, isPrivate) => {
    expect(Cidr.parse(text)?.isPrivate).toBe(isPrivate);
  });
});

test.each(['10.0.0.0/8', '192.0.2.7/32'])('%s can be a source', (text) => {
  expect(sourceProblem(text)).toBeUndefined();
});
