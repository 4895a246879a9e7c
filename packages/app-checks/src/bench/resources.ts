import { readFileSync } from 'node:fs';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** Number of resources by stack and type. */
export type ResourceCounts = Record<string, number>;

export function countResources(assembly: CloudAssembly): ResourceCounts {
  const counts: ResourceCounts = {};
  for (const { stackName, templateFullPath } of assembly.stacks) {
    const { Resources = {} } = JSON.parse(readFileSync(templateFullPath, 'utf8')) as { Resources?: Record<string, { Type: string }> };
    for (const { Type } of Object.values(Resources)) {
      const key = `${stackName}: ${Type}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * The number of resources of two apps.
 *
 * @throws an error where a stack of theirs has more resources of some type in one app than in the other: their times could not be compared
 */
export function requireSameResources(name: string, own: ResourceCounts, plain: ResourceCounts): number {
  const differing = [...new Set([...Object.keys(own), ...Object.keys(plain)])].filter((key) => own[key] !== plain[key]);
  if (differing.length > 0) {
    const list = differing.map((key) => `${key}, ${own[key] ?? 0} and ${plain[key] ?? 0}`).join('; ');
    throw new Error(`${name} and its plain counterpart have different resources, so their times cannot be compared; make src/bench/plain-*.ts alike: ${list}`);
  }
  return Object.values(own).reduce((sum, count) => sum + count, 0);
}
