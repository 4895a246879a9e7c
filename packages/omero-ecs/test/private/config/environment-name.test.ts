import fc from 'fast-check';
import { environmentName } from '../../../src/private/config';
import { SERVER_PROPERTIES, WEB_PROPERTIES } from '../../../src/private/config/known-properties';
import { decode, decodeWithPython } from './images-decoding';

const KNOWN = [...SERVER_PROPERTIES, ...WEB_PROPERTIES, 'Ice.IPv6', 'omero.glacier2.IceSSL.DefaultDir', 'omero.jvmcfg.heap_size.blitz'];

/** What a person could type: sound names, and all the ways to get one wrong. */
const NAMES = fc.oneof(
  fc.array(fc.stringMatching(/^[a-zA-Z0-9]{1,4}(_[a-zA-Z0-9]{1,3}){0,2}$/), { minLength: 1, maxLength: 6 }).map((segments) => segments.join('.')),
  fc.string({ unit: fc.constantFrom('a', 'b', '.', '_'), maxLength: 12 }),
  fc.string({ maxLength: 20 }),
);

describe('environmentName', () => {
  test.each([
    ['omero.jvmcfg.system_memory', 'CONFIG_omero_jvmcfg_system__memory'],
    ['omero.ldap.new_user_group_owner', 'CONFIG_omero_ldap_new__user__group__owner'],
    ['omero.cluster.read_only.db', 'CONFIG_omero_cluster_read__only_db'],
    ['Ice.IPv6', 'CONFIG_Ice_IPv6'],
  ])('writes %s as %s', (property, variable) => {
    expect(environmentName(property)).toBe(variable);
  });

  test('is read back by the images for every known property', () => {
    const variables = KNOWN.map((property) => environmentName(property));
    expect(variables.map(decode)).toEqual(KNOWN);
    expect(decodeWithPython(variables)).toEqual(KNOWN);
  });

  test('of any name is either read back exactly or refused with a reason', () => {
    const accepted: string[] = [];
    fc.assert(fc.property(NAMES, (name) => {
      let variable: string;
      try {
        variable = environmentName(name);
      } catch (error) {
        expect(String(error)).toMatch(/^ValidationError: ".*" cannot be set by an environment variable: .+\. Correct the name, or set it in a \.omero file/s);
        return;
      }
      expect(variable).toMatch(/^CONFIG_[A-Za-z0-9_]+$/);
      expect(decode(variable)).toBe(name);
      accepted.push(name);
    }), { numRuns: 1000 });
    expect(accepted.length).toBeGreaterThan(200);
    expect(decodeWithPython(accepted.map((name) => environmentName(name)))).toEqual(accepted);
  });

  test('gives different names different variables', () => {
    const variables = new Set(KNOWN.map((property) => environmentName(property)));
    expect(variables.size).toBe(new Set(KNOWN).size);
  });

  test.each([
    ['', 'the name is empty'],
    ['omero.a.bc', '"a" stands alone between two dots'],
    ['omero._hidden', 'two separators, "." or "_", stand side by side'],
    ['omero..db', 'two separators'],
    ['omero.db__host', 'two separators'],
    ['.omero.db', 'begins or ends with "." or "_"'],
    ['omero.db_', 'begins or ends with "." or "_"'],
    ['omero.db-host', 'has "-"'],
    ['omero.db host', 'has " "'],
    ['omero.db=host', 'has "="'],
    ['omero.größe', 'has "ö"'],
  ])('fails for "%s"', (property, reason) => {
    expect(() => environmentName(property)).toThrow(reason);
  });
});
