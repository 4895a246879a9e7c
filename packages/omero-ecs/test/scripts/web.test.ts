import { StandInContainer } from './container';
import { WEB_IMAGE } from './stand-ins';

jest.setTimeout(120_000);

let container: StandInContainer;

beforeEach(() => {
  container = new StandInContainer(WEB_IMAGE);
});

afterEach(() => container.dispose());

test('the image\'s own entrypoint, without the script, leaves while requests are being answered', async () => {
  const bare = container.start([`${container.directory}/bin/entrypoint.sh`]);
  await container.printed('gunicorn: up');

  bare.signal('SIGTERM');
  await bare.exitCode;
  await container.printed('gunicorn: finishing requests');
  container.killStandIns();
  container.tell('let-go');

  expect(container.lines).not.toContain('gunicorn: done');
});

describe('stopping', () => {
  test.each([['in the clear', false], ['compressed', true]])('on TERM the requests are finished first (%s)', async (_, compressed) => {
    const web = container.startScript('web', { OMERO_STOP_TIMEOUT_SECONDS: '60' }, compressed);
    await container.printed('gunicorn: up');

    web.signal('SIGTERM');
    await container.printed('gunicorn: finishing requests');
    web.signal('SIGTERM');
    expect(web.ended()).toBe(false);
    container.tell('let-go');

    expect(await web.exitCode).toBe(0);
    expect(container.lines.slice(-2)).toEqual(['gunicorn: done', '[cdk-imaging] web: ended, exit code 0']);
    await container.empty();
  });

  test('requests that do not end are cut off, and said so', async () => {
    const web = container.startScript('web', { OMERO_STOP_TIMEOUT_SECONDS: '1' });
    await container.printed('gunicorn: up');

    web.signal('SIGTERM');

    expect(await web.exitCode).toBe(124);
    expect(container.lines).toContain('[cdk-imaging] web: requests did not end within 1 seconds and are cut off');
    await container.empty();
  });

  test('a TERM in the first moment is not lost', async () => {
    const web = container.startScript('web', { OMERO_STOP_TIMEOUT_SECONDS: '60' });
    await container.printed('starting');
    container.tell('let-go');

    web.signal('SIGTERM');

    expect(await web.exitCode).toBe(0);
    await container.empty();
  });

  test('a TERM before OMERO.web has started ends the start', async () => {
    container.tell('slow-start');
    const web = container.startScript('web', { OMERO_STOP_TIMEOUT_SECONDS: '60' });
    await container.printed('entrypoint: configuring');

    web.signal('SIGTERM');

    expect(await web.exitCode).toBe(0);
    expect(container.lines).not.toContain('gunicorn: up');
  });

  test('an entrypoint that fails gives its exit code', async () => {
    container.tell('broken');

    expect(await container.startScript('web', {}).exitCode).toBe(7);
  });
});

describe('sessions', () => {
  const redis = { REDIS_URL_HOST: 'master.cache.internal', REDIS_PORT: '6380', REDIS_AUTH_TOKEN: 'abcDEF0123456789!&#$^<>-' };

  test('are in Redis over TLS where there is one, and its password is not left in the environment', async () => {
    container.tell('broken');
    await container.startScript('web', redis).exitCode;

    expect(JSON.parse(container.read('caches'))).toEqual({
      default: {
        BACKEND: 'django_redis.cache.RedisCache',
        LOCATION: 'rediss://master.cache.internal:6380/0',
        OPTIONS: { PASSWORD: redis.REDIS_AUTH_TOKEN },
      },
    });
    expect(container.read('engine').trim()).toBe('django.contrib.sessions.backends.cache');
    expect(container.read('token').trim()).toBe('unset');
    expect(container.lines.join('\n')).not.toContain(redis.REDIS_AUTH_TOKEN);
  });

  test('are left to the image where there is no Redis', async () => {
    container.tell('broken');
    await container.startScript('web', {}).exitCode;

    expect(container.read('caches').trim()).toBe('unset');
    expect(container.read('engine').trim()).toBe('unset');
  });

  test.each([
    ['a password with a quote', { ...redis, REDIS_AUTH_TOKEN: 'abc"def' }, 'REDIS_AUTH_TOKEN must be'],
    ['a password with a line break', { ...redis, REDIS_AUTH_TOKEN: 'abc\ndef' }, 'REDIS_AUTH_TOKEN must be'],
    ['no password', { REDIS_URL_HOST: redis.REDIS_URL_HOST }, 'REDIS_AUTH_TOKEN must be'],
    ['a host that is none', { ...redis, REDIS_URL_HOST: 'a"b' }, 'REDIS_URL_HOST must be'],
    ['a port that is none', { ...redis, REDIS_PORT: 'x' }, 'REDIS_PORT must be'],
  ])('fails before anything starts with %s', async (_, environment, message) => {
    const web = container.startScript('web', environment);

    expect(await web.exitCode).toBe(78);
    expect(container.lines.join('\n')).toContain(message);
    expect(container.lines).not.toContain('entrypoint: configuring');
    expect(container.lines.join('\n')).not.toContain(redis.REDIS_AUTH_TOKEN);
  });
});
