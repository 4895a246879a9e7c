import { domainNameProblem, outsideZoneProblem } from '../../src/private/domain-name';

test.each(['example.org', 'a.example.org', 'A-1.example.org', `${'x'.repeat(63)}.org`, 'xn--bcher-kva.example'])('%s is a host name', (name) => {
  expect(domainNameProblem('domainName', name)).toBeUndefined();
});

test.each(['localhost', 'a..org', 'example.org.', `${'x'.repeat(64)}.org`, `${'x.'.repeat(126)}toolong`, '192.0.2.1', 'a b.org'])('"%s" is none', (name) => {
  expect(domainNameProblem('domainName', name)).toContain(`got "${name}"`);
});

test.each([['a.example.org', 'example.org'], ['a.example.org', 'example.org.'], ['A.Example.org', 'eXample.org'], ['example.org', 'example.org']])(
  '%s is in the zone %s', (name, zone) => {
    expect(outsideZoneProblem(name, zone)).toBeUndefined();
  },
);

test.each([['anexample.org', 'example.org'], ['example.org', 'a.example.org'], ['a.example.com', 'example.org']])('%s is not in the zone %s', (name, zone) => {
  expect(outsideZoneProblem(name, zone)).toContain(`domainName "${name}" is not in the hosted zone "${zone}"`);
});
