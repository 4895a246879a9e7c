import { childEnvironment, emulatorEnvironment } from '../src/environment';
import { Paths } from '../src/paths';
import { temporaryDirectory } from './temporary-directory';

const OWN = {
  PATH: '/usr/bin',
  HOME: '/home/someone',
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAREAL',
  AWS_SECRET_ACCESS_KEY: 'real',
  AWS_SESSION_TOKEN: 'real',
  AWS_ENDPOINT_URL_S3: 'https://s3.amazonaws.com',
  CDK_DEFAULT_ACCOUNT: '999999999999',
  CDK_DOCKER: 'finch',
  NO_PROXY: 'intranet',
  LICENSE_KEY: 'kept',
};

describe('the environment of a child process', () => {
  const directory = temporaryDirectory();
  const environment = () => childEnvironment(new Paths(directory()), 4600, OWN);

  test('holds nothing of the caller\'s AWS account', () => {
    expect(Object.values(environment()).join()).not.toMatch(/real|AKIAREAL|production|999999999999|s3\.amazonaws\.com/);
    expect(environment()).not.toHaveProperty('AWS_PROFILE');
    expect(environment()).not.toHaveProperty('AWS_SESSION_TOKEN');
  });

  test('names the emulator by its address, and configuration files of its own', () => {
    expect(environment()).toMatchObject({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4600', AWS_REGION: 'us-east-1' });
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'CDK_HOME']) {
      expect(environment()[name].startsWith(directory())).toBe(true);
    }
  });

  test('keeps what else the caller set', () => {
    expect(environment()).toMatchObject({ LICENSE_KEY: 'kept', CDK_DOCKER: 'finch', HOME: '/home/someone' });
  });

  test('reaches the emulator without a proxy', () => {
    expect(environment().NO_PROXY).toBe('intranet,127.0.0.1,localhost');
  });
});

describe('the environment of the emulator', () => {
  const directory = temporaryDirectory();
  const environment = () => emulatorEnvironment(new Paths(directory()), 4600, OWN);

  test('is made anew', () => {
    expect(environment()).not.toHaveProperty('LICENSE_KEY');
    expect(Object.keys(environment()).filter((name) => name.startsWith('AWS_'))).toEqual([]);
    expect(environment().HOME.startsWith(directory())).toBe(true);
  });

  test('binds loopback only', () => {
    expect(environment()).toMatchObject({ BIND_HOST: '127.0.0.1', GATEWAY_PORT: '4600', IOT_MTLS_ENABLED: '0', SFTP_ENABLED: '0' });
  });

  test('names no Docker daemon', () => {
    expect(environment().DOCKER_HOST).toContain(directory());
  });
});
