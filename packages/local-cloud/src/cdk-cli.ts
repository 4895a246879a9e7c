import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { Environment } from './environment';
import { LocalCloudError } from './local-cloud-error';

/** Runs the pinned cdk CLI with its own progress on the terminal; fails where the CLI does. */
export async function runCdk(args: string[], options: { cwd: string; environment: Environment }): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [cdkCommand(), ...args, '--no-notices'], {
      cwd: options.cwd,
      env: { ...containerTool(), ...options.environment },
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) {
    throw new LocalCloudError(`cdk ${args[0]} failed; what it says is above, and the emulator's log may say more`);
  }
}

function cdkCommand(): string {
  try {
    return require.resolve('aws-cdk/bin/cdk');
  } catch {
    throw new LocalCloudError('the package aws-cdk is not installed; run npm ci in the root of the repository');
  }
}

/** Container assets are built with Podman where there is one; the CLI falls back to docker on its own. */
function containerTool(): Environment {
  for (const tool of ['podman', 'docker']) {
    const directories = (process.env.PATH ?? '').split(path.delimiter);
    if (directories.some((directory) => directory !== '' && fs.existsSync(path.join(directory, tool)))) {
      return { CDK_DOCKER: tool };
    }
  }
  return {};
}
