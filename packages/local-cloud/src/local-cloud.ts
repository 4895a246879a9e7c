import * as fs from 'fs';
import * as path from 'path';
import { findApp } from './app';
import { runCdk } from './cdk-cli';
import { stackNames } from './cloud-assembly';
import { askHealth, startEmulator, waitUntilHealthy } from './emulator';
import { ACCOUNT, awsVariables, childEnvironment, type Environment, REGION } from './environment';
import { ignoredSince, ignoredSoFar } from './ignored-properties';
import { LocalCloudError } from './local-cloud-error';
import { Paths } from './paths';
import { portFrom, requireFreePort } from './port';
import { endProcess, isRunning } from './process-identity';
import { readState, removeState, type State, writeState } from './state';
import { seconds, step } from './terminal';
import { prepareVirtualEnvironment } from './virtual-environment';

/** What `cdk deploy` deployed. */
export interface Deployment {
  /** Names of the stacks. */
  readonly stacks: string[];
  /** Outputs by stack and name. */
  readonly outputs: Record<string, Record<string, string>>;
}

/** An AWS on this machine: an emulator onto which the real cdk CLI deploys. */
export class LocalCloud {
  public constructor(public readonly paths = new Paths()) {}

  /**
   * Starts the emulator and bootstraps the CDK, or finishes what an interrupted start began.
   *
   * @param port where it listens; LOCAL_CLOUD_PORT, else 4566 by default
   * @returns whether this call started it; false where it already ran
   */
  public async up(port?: number): Promise<boolean> {
    const running = this.running();
    if (running !== undefined && port !== undefined && port !== running.port) {
      throw new LocalCloudError(`the local cloud already runs on port ${running.port}; end it with 'down' before starting it on port ${port}`);
    }
    if (running?.ready) {
      step(`already running on 127.0.0.1:${running.port}, process ${running.pid}`);
      return false;
    }
    const state = running ?? await this.start(port ?? portFrom(process.env.LOCAL_CLOUD_PORT));
    const began = Date.now();
    await this.cdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`], this.paths.home);
    writeState(this.paths.state, { ...state, ready: true });
    step(`bootstrapped account ${ACCOUNT}, region ${REGION} in ${seconds(began)}`);
    return running === undefined;
  }

  /** Deploys all stacks of an app with the real cdk CLI. */
  public async deploy(given: string, extra: string[] = []): Promise<Deployment> {
    const app = findApp(given, this.paths);
    const outputs = this.paths.outputs(app.name);
    fs.rmSync(outputs, { force: true });
    const position = ignoredSoFar(this.paths);
    await this.cdk([
      'deploy', '--all', '--require-approval', 'never',
      '--output', this.paths.cdkOut(app.name), '--outputs-file', outputs, ...extra,
    ], app.directory);
    this.reportIgnored(position);
    return {
      stacks: stackNames(this.paths.cdkOut(app.name)),
      outputs: fs.existsSync(outputs) ? JSON.parse(fs.readFileSync(outputs, 'utf8')) as Deployment['outputs'] : {},
    };
  }

  public async destroy(given: string, extra: string[] = []): Promise<void> {
    const app = findApp(given, this.paths);
    await this.cdk(['destroy', '--all', '--force', '--output', this.paths.cdkOut(app.name), ...extra], app.directory);
  }

  /**
   * Ends the emulator that `up` started, and no other process.
   *
   * @returns whether there was one to end
   */
  public async down(): Promise<boolean> {
    const state = this.running();
    if (state !== undefined) {
      await endProcess(state);
      step(`ended process ${state.pid} on 127.0.0.1:${state.port}`);
    }
    removeState(this.paths.state);
    return state !== undefined;
  }

  /** The environment for a child process that is to work with the emulator, such as integ-runner. */
  public environment(): Environment {
    return childEnvironment(this.paths, this.require().port);
  }

  /** The port on 127.0.0.1 where it listens. */
  public port(): number {
    return this.require().port;
  }

  /** Only the variables that point the AWS CLI or an SDK at the emulator. */
  public awsVariables(): Environment {
    return awsVariables(this.paths, this.require().port);
  }

  /** The running emulator, known by its process id and start time. */
  public running(): State | undefined {
    const state = readState(this.paths.state);
    return state !== undefined && isRunning(state) ? state : undefined;
  }

  /** One line on whether it runs and answers. */
  public async status(): Promise<string> {
    const state = this.running();
    if (state === undefined) {
      return 'not running';
    }
    const answers = await askHealth(state.port) !== undefined;
    return `running on 127.0.0.1:${state.port}, process ${state.pid}, MiniStack ${state.version}`
      + (answers ? '' : '; it does not answer') + (state.ready ? '' : '; not bootstrapped yet, run up again');
  }

  private async start(port: number): Promise<State> {
    removeState(this.paths.state);
    await requireFreePort(port);
    const interpreter = prepareVirtualEnvironment(this.paths);
    const began = Date.now();
    const identity = startEmulator(this.paths, interpreter, port);
    writeState(this.paths.state, { ...identity, port, version: 'unknown', ready: false });
    const version = await waitUntilHealthy(this.paths, identity, port);
    const state = { ...identity, port, version, ready: false };
    writeState(this.paths.state, state);
    step(`MiniStack ${version} on 127.0.0.1:${port} in ${seconds(began)}, log in ${path.relative(process.cwd(), this.paths.log)}`);
    return state;
  }

  private require(): State {
    const state = this.running();
    if (state === undefined) {
      throw new LocalCloudError("the local cloud does not run; start it with 'up'");
    }
    return state;
  }

  private async cdk(args: string[], cwd: string): Promise<void> {
    await runCdk(args, { cwd, environment: this.environment() });
  }

  private reportIgnored(position: number): void {
    const ignored = ignoredSince(this.paths, position);
    if (ignored.length > 0) {
      step('deployed, but the emulator does not model these properties:');
      ignored.forEach((line) => step(`  ${line}`));
    }
  }
}
