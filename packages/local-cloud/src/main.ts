import { Command } from 'commander';
import { LocalCloud } from './local-cloud';
import { LocalCloudError } from './local-cloud-error';
import { portFrom } from './port';
import { step } from './terminal';

const cloud = new LocalCloud();
const program = new Command('local')
  .description('an AWS on one machine: an emulator onto which the real cdk CLI deploys')
  .showHelpAfterError();

program.command('up')
  .description('start the emulator on 127.0.0.1 and bootstrap the CDK')
  .option('--port <port>', 'where it listens (default: LOCAL_CLOUD_PORT, else 4566)')
  .action(async (options: { port?: string }) => {
    await cloud.up(options.port === undefined ? undefined : portFrom(options.port));
  });

program.command('deploy')
  .description('deploy all stacks of an app with the real cdk CLI')
  .argument('<app>', 'a directory below apps/, or a path to a directory with a cdk.json')
  .argument('[cdk-arguments...]', 'after --: passed on to cdk deploy, such as -c key=value')
  .action(async (app: string, extra: string[]) => {
    await cloud.deploy(app, extra);
  });

program.command('destroy')
  .description('destroy all stacks of an app')
  .argument('<app>', 'a directory below apps/, or a path to a directory with a cdk.json')
  .argument('[cdk-arguments...]', 'after --: passed on to cdk destroy')
  .action(async (app: string, extra: string[]) => {
    await cloud.destroy(app, extra);
  });

program.command('down')
  .description('end the emulator that up started; all that was deployed onto it is gone')
  .action(async () => {
    if (!await cloud.down()) {
      step('not running');
    }
  });

program.command('status')
  .description('say whether the emulator runs')
  .action(async () => {
    process.stdout.write(`${await cloud.status()}\n`);
  });

program.command('env')
  .description('print what points the AWS CLI and SDKs at the emulator: eval "$(npm run --silent local env)"')
  .action(() => {
    const lines = Object.entries(cloud.awsVariables()).map(([name, value]) => `export ${name}='${value}'`);
    process.stdout.write(`unset AWS_PROFILE AWS_SESSION_TOKEN\n${lines.join('\n')}\n`);
  });

program.parseAsync().catch((error: unknown) => {
  if (error instanceof LocalCloudError) {
    step(error.message);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
});
