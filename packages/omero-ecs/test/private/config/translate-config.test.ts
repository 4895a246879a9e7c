import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { translateConfig } from '../../../src/private/config';

let stack: Stack;
let secret: ecs.Secret;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
  secret = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'));
});

const unknown = (): unknown[] => Annotations.fromStack(stack)
  .findWarning('*', Match.stringLikeRegexp('@cdk-imaging/omero-ecs:unknownProperty')).map((found) => found.entry.data);

describe('translateConfig', () => {
  test('gives the environment and the secrets of a container', () => {
    const translated = translateConfig(stack, {
      component: 'server',
      config: { 'omero.db.poolsize': '25', 'omero.search.cron': '' },
      secretConfig: { 'omero.ldap.password': secret },
    });

    expect(translated.environment).toEqual({ CONFIG_omero_db_poolsize: '25', CONFIG_omero_search_cron: '' });
    expect(translated.secrets).toEqual({ CONFIG_omero_ldap_password: secret });
    expect(unknown()).toEqual([]);
  });

  test('gives nothing for nothing', () => {
    expect(translateConfig(stack, { component: 'web' })).toEqual({ environment: {}, secrets: {} });
  });

  test('lets a token through', () => {
    const host = Fn.importValue('LdapUrl');
    const lazy = Lazy.string({ produce: () => 'first\nsecond' });
    const { environment } = translateConfig(stack, { component: 'server', config: { 'omero.ldap.urls': host, 'omero.ldap.base': lazy } });
    expect(environment).toEqual({ CONFIG_omero_ldap_urls: host, CONFIG_omero_ldap_base: lazy });
  });

  test('lets the signs of OMERO\'s own values through', () => {
    const config = { 'omero.fs.repo.path': '%user%_%userId%//%year%-%month%', 'omero.mail.from': 'omero@${omero.mail.host}', 'omero.ldap.user_filter': '(a=b)' };
    expect(Object.values(translateConfig(stack, { component: 'server', config }).environment)).toEqual(Object.values(config));
  });

  test('takes a secret for any property', () => {
    const { secrets } = translateConfig(stack, { component: 'web', secretConfig: { 'omero.web.databases': secret } });
    expect(secrets).toEqual({ CONFIG_omero_web_databases: secret });
  });
});

describe('a property that the construct sets', () => {
  const owned = { 'omero.db.host': 'the prop "database"', 'omero.ports.': 'the default ports' };

  test('fails in the configuration, with what to use instead', () => {
    expect(() => translateConfig(stack, { component: 'server', config: { 'omero.db.host': 'db' }, owned }))
      .toThrow('"omero.db.host" is set by the construct; remove it from "config" and use the prop "database"');
  });

  test('fails in the secret configuration', () => {
    expect(() => translateConfig(stack, { component: 'server', secretConfig: { 'omero.db.host': secret }, owned })).toThrow('remove it from "secretConfig"');
  });

  test('fails for a whole family', () => {
    expect(() => translateConfig(stack, { component: 'server', config: { 'omero.ports.ssl': '14064' }, owned })).toThrow('use the default ports');
  });

  test('leaves its neighbours alone', () => {
    expect(translateConfig(stack, { component: 'server', config: { 'omero.db.poolsize': '5' }, owned }).environment).toEqual({ CONFIG_omero_db_poolsize: '5' });
  });
});

describe('a secret', () => {
  test.each([
    'omero.db.pass', 'omero.glacier2.IceSSL.Password', 'omero.ldap.keyStorePassword', 'omero.ldap.password', 'omero.ldap.trustStorePassword',
    'omero.mail.password', 'omero.rootpass', 'omero.security.keyStorePassword', 'omero.security.trustStorePassword',
    'omero.web.email_host_password', 'omero.web.public.password', 'omero.web.secret_key', 'IceSSL.Password', 'omero.web.signup.admin.passwd',
  ])('fails in the clear: %s', (property) => {
    expect(() => translateConfig(stack, { component: 'server', config: { [property]: 'x' } }))
      .toThrow(`"${property}" is a secret and would be readable in the template; move it from "config" to "secretConfig"`);
  });

  test.each([
    ['omero.web.caches', '{"default": {"OPTIONS": {"PASSWORD": "x"}}}'],
    ['omero.web.caches', '{"default": {"LOCATION": "rediss://:x@host:6379/0"}}'],
    ['omero.web.databases', '{"default": {"PASSWORD" : "x"}}'],
    ['omero.db.url', 'jdbc:postgresql://db/omero?user=omero&password=x'],
    ['omero.jvmcfg.append', '-Djavax.net.ssl.trustStorePassword=changeit'],
  ])('fails inside a value in the clear: %s %s', (property, value) => {
    expect(() => translateConfig(stack, { component: 'server', config: { [property]: value } })).toThrow(`the value of "${property}" holds a password`);
  });

  test.each([
    ['omero.security.password_provider', 'chainedPasswordProvider'],
    ['omero.security.password_required', 'true'],
    ['omero.web.show_forgot_password', 'false'],
    ['omero.web.login_incorrect_credentials_text', 'Wrong password: ask the help desk'],
    ['omero.web.csrf_trusted_origins', '["https://omero.example.org"]'],
    ['omero.ldap.urls', 'ldaps://ldap.example.org:636'],
  ])('is not seen in %s', (property, value) => {
    const component = property.startsWith('omero.web.') ? 'web' : 'server';
    expect(Object.values(translateConfig(stack, { component, config: { [property]: value } }).environment)).toEqual([value]);
  });

  test('fails if it is also given in the clear', () => {
    expect(() => translateConfig(stack, { component: 'server', config: { 'omero.mail.username': 'x' }, secretConfig: { 'omero.mail.username': secret } }))
      .toThrow('"omero.mail.username" is given in "config" and in "secretConfig"; keep one of them');
  });
});

describe('a value', () => {
  test('fails on several lines', () => {
    expect(() => translateConfig(stack, { component: 'web', config: { 'omero.web.apps': '[\n]' } })).toThrow('must be on one line');
  });

  test('fails if it is not a string, as from JavaScript', () => {
    const config = JSON.parse('{"omero.db.poolsize": 25}') as Record<string, string>;
    expect(() => translateConfig(stack, { component: 'server', config })).toThrow('"omero.db.poolsize" must be a string; got 25');
  });

  test('fails under a name that the images would lose', () => {
    expect(() => translateConfig(stack, { component: 'server', config: { 'omero.x.y': '1' } })).toThrow(/cannot be set by an environment variable.*\[at Stack\]/);
  });
});

describe('an unknown property', () => {
  test('is a warning that suggests the nearest known one', () => {
    const { environment } = translateConfig(stack, { component: 'server', config: { 'omero.db.pool_size': '25' } });
    expect(environment).toEqual({ CONFIG_omero_db_pool__size: '25' });
    expect(unknown()).toEqual([expect.stringContaining('"omero.db.pool_size" is not a known property of OMERO.server; did you mean "omero.db.poolsize"?')]);
  });

  test('is a warning without a suggestion where nothing is near', () => {
    translateConfig(stack, { component: 'server', config: { 'omero.managed.repository': 's3://bucket' } });
    expect(unknown()).toEqual([expect.stringContaining('check the name, since OMERO ignores properties that it does not know')]);
  });

  test('is a warning where the other component reads it', () => {
    translateConfig(stack, { component: 'server', config: { 'omero.web.page_size': '100' } });
    expect(unknown()).toEqual([expect.stringContaining('is a property of OMERO.web and does nothing in OMERO.server; set it on OMERO.web')]);
  });

  test('is a warning as a secret, too', () => {
    translateConfig(stack, { component: 'server', secretConfig: { 'omero.ldap.passwort': secret } });
    expect(unknown()).toEqual([expect.stringContaining('did you mean "omero.ldap.password"?')]);
  });

  test.each([
    ['server', 'omero.jvmcfg.percent.blitz'], ['server', 'Ice.MessageSizeMax'], ['server', 'omero.client.viewer.anything'], ['server', 'omero.glacier2.IceSSL.Ciphers'],
    ['web', 'omero.web.iviewer.max_projection_bytes'], ['web', 'omero.web.mapr.config'],
  ] as const)('is not seen in the families of the %s: %s', (component, property) => {
    translateConfig(stack, { component, config: { [property]: '1' } });
    expect(unknown()).toEqual([]);
  });
});
