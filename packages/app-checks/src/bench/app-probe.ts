/*
 * Usage: app-probe.ts NAME own|plain. Prints what making and synthesizing an app takes in this new process, and its resources. The app is the
 * one of that name below apps/, or the plain one.
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { App } from 'aws-cdk-lib/core';
import { mainOf } from '../apps';
import { countResources, type ResourceCounts } from './resources';
import { type Elapsed, stopwatch } from './stopwatch';
import { variantOf } from './synthesis';

export interface Synthesis extends Elapsed {
  readonly resources: ResourceCounts;
}

/** Loads late, so that loading is timed, and neither app pays for the modules of the other. */
const load = createRequire(__filename);

function makeApp(name: string, side: string): App {
  if (side === 'own') return (load(mainOf(variantOf(name))) as { app: App }).app;
  const plain = load('./plain-omero') as typeof import('./plain-omero');
  return name === 'omero-https' ? plain.plainHttps() : plain.plainQuickstart();
}

const [name, side] = process.argv.slice(2);
const elapsed = stopwatch();
const app = makeApp(name, side);
const assembly = app.synth();
const result: Synthesis = { ...elapsed(), resources: countResources(assembly) };
rmSync(app.outdir, { recursive: true });
console.log(JSON.stringify(result));
