import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type AppVariant, mainOf, ROOT } from './apps';

/** Runs a script of this package over an app, in a process of its own, and returns what it prints. */
export function runOverApp(script: string, variant: AppVariant, args: string[] = [], context: Record<string, unknown> = {}): string {
  const tsx = require.resolve('tsx/cli');
  return execFileSync(process.execPath, [tsx, join(__dirname, script), mainOf(variant), ...args], {
    cwd: join(ROOT, 'apps', variant.directory),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...variant.context }) },
  });
}
