import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Context that the CDK CLI sets for every app. */
export const CLI_CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:version-reporting': true };

/** Runs a script of this directory in a process of its own and returns what it prints, which is JSON. */
export function runProbe(script: string, args: readonly string[], context: Readonly<Record<string, unknown>> = {}): unknown {
  const loader = script.endsWith('.ts') ? ['--require', require.resolve('tsx/cjs')] : [];
  const output = execFileSync(process.execPath, [...loader, join(__dirname, script), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ ...CLI_CONTEXT, ...context }) },
  });
  return JSON.parse(output);
}

/** Runs A and B in turns, and B first in every other round, so that a busy machine hits both alike. */
export function alternately<T>(rounds: number, a: () => T, b: () => T): { a: T; b: T }[] {
  return Array.from({ length: rounds }, (_, round) => {
    if (round % 2 === 0) return { a: a(), b: b() };
    const second = b();
    return { a: a(), b: second };
  });
}
