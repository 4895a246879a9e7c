import { Token } from 'aws-cdk-lib/core';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Why a text is no host name that a certificate and a browser accept (RFC 1123), or nothing where it is one. Tokens are let through.
 *
 * @param prop name of the prop, for the message
 */
export function domainNameProblem(prop: string, name: string): string | undefined {
  if (Token.isUnresolved(name)) return undefined;
  const labels = name.split('.');
  const valid = name.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels[labels.length - 1]);
  if (valid) return undefined;
  return `${prop} must be a full host name such as "omero.example.org", without protocol, port, wildcard or trailing dot; got "${name}"`;
}

/** Why a host name has no place in a hosted zone, or nothing where it has one. Tokens are let through. */
export function outsideZoneProblem(name: string, zoneName: string): string | undefined {
  if (Token.isUnresolved(name) || Token.isUnresolved(zoneName)) return undefined;
  const host = name.toLowerCase();
  const zone = zoneName.toLowerCase().replace(/\.$/, '');
  if (host === zone || host.endsWith(`.${zone}`)) return undefined;
  return `domainName "${name}" is not in the hosted zone "${zone}": choose a name that ends with ".${zone}", or pass the zone that holds the name`;
}
