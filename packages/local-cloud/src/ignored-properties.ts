import * as fs from 'fs';
import type { Paths } from './paths';

/** How much the emulator has reported so far: `ignoredSince` tells what came after. */
export function ignoredSoFar(paths: Paths): number {
  return fs.existsSync(paths.ignoredProperties) ? fs.statSync(paths.ignoredProperties).size : 0;
}

/** Properties of resources deployed since then that the emulator did not look at, such as 'AWS::RDS::DBInstance: Iops'. */
export function ignoredSince(paths: Paths, position: number): string[] {
  if (!fs.existsSync(paths.ignoredProperties)) {
    return [];
  }
  const byType = new Map<string, Set<string>>();
  const report = fs.readFileSync(paths.ignoredProperties).subarray(position).toString('utf8');
  for (const line of report.split('\n').filter((text) => text !== '')) {
    const { type, property } = JSON.parse(line) as { type: string; property: string };
    byType.set(type, (byType.get(type) ?? new Set()).add(property));
  }
  return [...byType].sort(([one], [other]) => one.localeCompare(other)).map(([type, names]) => `${type}: ${[...names].sort().join(', ')}`);
}
