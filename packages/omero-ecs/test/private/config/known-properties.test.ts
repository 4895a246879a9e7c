import { isKnown, SERVER_PROPERTIES, WEB_PROPERTIES } from '../../../src/private/config/known-properties';

describe('known properties', () => {
  test.each([['server', SERVER_PROPERTIES], ['web', WEB_PROPERTIES]] as const)('of the %s are sorted', (_, properties) => {
    expect([...properties]).toEqual([...properties].sort());
  });

  test('hold those that the guides of OMERO set', () => {
    const set = ['omero.db.poolsize', 'omero.ldap.config', 'omero.policy.binary_access', 'omero.fs.repo.path', 'omero.server.nodedescriptors', 'omero.client.icetransports'];
    expect(set.filter((property) => !isKnown('server', property))).toEqual([]);
    const web = ['omero.web.server_list', 'omero.web.public.url_filter', 'omero.web.wsgi_workers', 'omero.web.ui.top_links', 'omero.web.session_cookie_age'];
    expect(web.filter((property) => !isKnown('web', property))).toEqual([]);
  });

  test('do not hold the bare name of a family', () => {
    expect(isKnown('server', 'omero.jvmcfg.')).toBe(false);
    expect(isKnown('web', 'Ice.')).toBe(false);
  });
});
