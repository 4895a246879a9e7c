/*
 * Usage: deployments-probe.ts own|plain. Makes and synthesizes apps of few and of many stacks, each stack with a network and an OMERO, and
 * prints the CPU time that they took.
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { App } from 'aws-cdk-lib/core';
import { CLI_CONTEXT } from './probe';
import { countResources, type ResourceCounts } from './resources';
import { mean } from './statistics';
import { stopwatch } from './stopwatch';

/** Number of deployments in the small apps and in the large one. As many small ones are made as have together what the large one has. */
export const FEW = 10;
export const MANY = 50;
const WARM_UP = 25;

type Deploy = (app: App, stackName: string) => void;

export interface Deployments {
  /** Milliseconds for an app without deployments, one with few, and one with many. */
  readonly none: number;
  readonly few: number;
  readonly many: number;
  readonly resources: ResourceCounts;
}

function synthesize(deploy: Deploy, deployments: number): { cpu: number; resources: ResourceCounts } {
  const elapsed = stopwatch();
  const app = new App({ context: CLI_CONTEXT });
  for (let number = 1; number <= deployments; number++) deploy(app, `Omero${number}`);
  const assembly = app.synth();
  const { cpu } = elapsed();
  const resources = countResources(assembly);
  rmSync(app.outdir, { recursive: true });
  return { cpu, resources };
}

/** Many, few, few, many: what gets faster or slower with time, as compiled code and memory do, cancels out. */
function measure(deploy: Deploy): Deployments {
  const times = (number: number, deployments: number): number[] => Array.from({ length: number }, () => synthesize(deploy, deployments).cpu);
  const small = MANY / FEW;
  times(1, WARM_UP);
  const first = synthesize(deploy, MANY);
  const few = [...times(small, FEW), ...times(small, FEW)];
  const second = synthesize(deploy, MANY);
  return { none: mean(times(small, 0)), few: mean(few), many: mean([first.cpu, second.cpu]), resources: first.resources };
}

function deployOf(side: string): Deploy {
  const load = createRequire(__filename);
  if (side === 'own') return (load('./own-deployment') as typeof import('./own-deployment')).ownDeployment;
  return (load('./plain-omero') as typeof import('./plain-omero')).plainDeployment;
}

if (require.main === module) console.log(JSON.stringify(measure(deployOf(process.argv[2]))));
