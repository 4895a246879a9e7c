import * as path from 'path';
import type { Paths } from './paths';

export type Environment = Record<string, string>;

/** The account and the region that the emulator plays: fixed, so that nothing of a real account can leak in. */
export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

const NO_PROXY = ['127.0.0.1', 'localhost'];

/** The endpoint names an address: with a host name the S3 client would put the bucket before it. */
export function endpoint(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** What makes the AWS CLI, an SDK, the cdk CLI or integ-runner talk to the emulator, and to nothing else. */
export function awsVariables(paths: Paths, port: number): Environment {
  return {
    AWS_ENDPOINT_URL: endpoint(port),
    AWS_ACCESS_KEY_ID: 'local-cloud',
    AWS_SECRET_ACCESS_KEY: 'local-cloud',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_CONFIG_FILE: paths.emptyFile('config'),
    AWS_SHARED_CREDENTIALS_FILE: paths.emptyFile('credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** The environment of a child process that is to work with the emulator. */
export function childEnvironment(paths: Paths, port: number, own: NodeJS.ProcessEnv = process.env): Environment {
  return {
    ...withoutAws(own),
    ...awsVariables(paths, port),
    ...noProxy(own),
    CDK_HOME: paths.cdkHome,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/** The caller's variables without what could name a real account or endpoint. */
export function withoutAws(own: NodeJS.ProcessEnv): Environment {
  const kept = Object.entries(own).filter(([name]) => !/^(AWS|CDK)_/i.test(name) || name === 'CDK_DOCKER');
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The emulator's own environment: made anew, so that no credential of the user reaches it or a handler it runs. */
export function emulatorEnvironment(paths: Paths, port: number, own: NodeJS.ProcessEnv = process.env): Environment {
  return {
    // Lambda handlers run on the Node.js that runs this.
    PATH: [path.dirname(process.execPath), own.PATH ?? '/usr/local/bin:/usr/bin:/bin'].join(path.delimiter),
    HOME: paths.emulatorHome,
    TMPDIR: paths.emulatorHome,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    PYTHONPYCACHEPREFIX: path.join(paths.home, 'pycache'),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    // These two would listen on every interface.
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    MINISTACK_ACCOUNT_ID: ACCOUNT,
    MINISTACK_REGION: REGION,
    LAMBDA_EXECUTOR: 'local',
    // Handlers of custom resources import AWS SDK clients that the Lambda runtime would bring.
    NODE_PATH: [path.join(paths.repository, 'node_modules'), ...(own.NODE_PATH ? [own.NODE_PATH] : [])].join(path.delimiter),
    // Nothing there: the emulator must not look for, start or end the user's containers.
    DOCKER_HOST: `unix://${path.join(paths.emulatorHome, 'no-docker.sock')}`,
    LOCAL_CLOUD_IGNORED_PROPERTIES: paths.ignoredProperties,
  };
}

function noProxy(own: NodeJS.ProcessEnv): Environment {
  const listed = (own.NO_PROXY ?? own.no_proxy ?? '').split(',').filter((host) => host !== '');
  const value = [...new Set([...listed, ...NO_PROXY])].join(',');
  return { NO_PROXY: value, no_proxy: value };
}
