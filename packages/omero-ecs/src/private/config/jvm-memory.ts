import { Token } from 'aws-cdk-lib/core';

/**
 * What OMERO.server takes besides its Java heaps.
 *
 * Per JVM 256 MiB: metaspace, code cache (240 MiB reserved at most, `-XX:ReservedCodeCacheSize` in Oracle's "The java Command"),
 * thread stacks and direct buffers. For the rest 768 MiB: icegridnode, Glacier2, IceStorm, the Python processes (scripts, tables,
 * DropBox, a health check each minute) and the operating system. The bound is ours: it accepts the configuration of OME's
 * demo server (blitz 50 %, pixeldata 20 %, indexer 20 % of 30,000 MB) and refuses what leaves less.
 */
const MIB_PER_JVM = 256;
const MIB_BESIDES_JVMS = 768;

/** Smallest and largest memory that OMERO sizes heaps for, in MiB (`Settings` in `omero/install/jvmcfg.py` of omero-py). */
const MIN_SYSTEM_MIB = 3414;
const MAX_SYSTEM_MIB = 48000;

/** Heap of each JVM in percent of the system memory (`PercentStrategy` there). The repository JVM is not deployed by default. */
const DEFAULT_PERCENT: Record<string, number> = { blitz: 15, pixeldata: 15, indexer: 10 };

/** Server of the grid that each JVM is, as `omero.server.nodedescriptors` names it. */
const DESCRIPTOR: Record<string, string> = { blitz: 'Blitz', pixeldata: 'PixelData', indexer: 'Indexer' };

const MIB_PER_UNIT: Record<string, number> = { k: 1 / 1024, m: 1, g: 1024 };

/**
 * Memory that OMERO.server can count on: that of the task less that of its side-cars, in MiB.
 *
 * It belongs into `omero.jvmcfg.system_memory`; without it OMERO sizes its heaps by the memory of the host.
 */
export function systemMemoryMiB(taskMiB: number, sidecarsMiB: number): number {
  return taskMiB - sidecarsMiB;
}

/**
 * Why OMERO's JVMs do not fit, `undefined` if they do or if it cannot be known at synthesis.
 *
 * @param memoryMiB memory for the server, from {@link systemMemoryMiB}
 * @param config the user's properties, of which `omero.jvmcfg.*` and `omero.server.nodedescriptors` count
 */
export function jvmMemoryProblem(memoryMiB: number, config: Record<string, string> = {}): string | undefined {
  const relevant = Object.entries(config).filter(([name]) => name.startsWith('omero.jvmcfg.')).map(([, value]) => value);
  if (Token.isUnresolved(memoryMiB) || relevant.some((value) => Token.isUnresolved(value))) return undefined;
  const settings = (key: string, jvm: string): string | undefined => config[`omero.jvmcfg.${key}.${jvm}`] ?? config[`omero.jvmcfg.${key}`];
  if (config['omero.jvmcfg.min_system_memory'] === undefined && memoryMiB < MIN_SYSTEM_MIB) {
    return `memory must be at least 4 GiB for OMERO.server, which sizes its Java heaps for at least ${MIN_SYSTEM_MIB} MiB; got ${inGiB(memoryMiB)} without side-cars`;
  }
  const jvms = Object.keys(DEFAULT_PERCENT).filter((jvm) => isDeployed(jvm, config['omero.server.nodedescriptors']));
  const heaps: Record<string, number> = {};
  for (const jvm of jvms) {
    const heap = heapMiB(jvm, memoryMiB, (key) => settings(key, jvm));
    if (typeof heap === 'string') return heap;
    heaps[jvm] = heap;
  }
  const heapSum = Object.values(heaps).reduce((sum, heap) => sum + heap, 0);
  const rest = jvms.length * MIB_PER_JVM + MIB_BESIDES_JVMS;
  if (heapSum + rest <= memoryMiB) return undefined;
  const list = Object.entries(heaps).map(([jvm, heap]) => `${jvm} ${Math.ceil(heap)}`).join(', ');
  return `memory must hold the Java heaps of OMERO.server (${list} MiB) and ${rest} MiB for everything else, together ${Math.ceil(heapSum) + rest} MiB; `
    + `got ${memoryMiB} MiB without side-cars: raise the memory, or lower "omero.jvmcfg.percent" or "omero.jvmcfg.heap_size"`;
}

/** Heap of a JVM in MiB, or a sentence about a setting that OMERO would refuse. As `jvmcfg.py`: an explicit heap size wins in either strategy. */
function heapMiB(jvm: string, memoryMiB: number, setting: (key: string) => string | undefined): number | string {
  const strategy = setting('strategy') ?? 'percent';
  if (strategy !== 'percent' && strategy !== 'manual') return `"omero.jvmcfg.strategy" must be "percent" or "manual"; got "${strategy}"`;
  const size = setting('heap_size') ?? (strategy === 'manual' ? '512m' : undefined);
  if (size !== undefined) return parseHeapSize(size);
  const numbers = { system_memory: memoryMiB, max_system_memory: MAX_SYSTEM_MIB, min_system_memory: MIN_SYSTEM_MIB, percent: DEFAULT_PERCENT[jvm] };
  for (const key of ['system_memory', 'max_system_memory', 'min_system_memory', 'percent'] as const) {
    const given = setting(key);
    if (given !== undefined && !/^\s*\d+\s*$/.test(given)) return `"omero.jvmcfg.${key}" must be a whole number; got "${given}"`;
    if (given !== undefined) numbers[key] = Number(given);
  }
  const active = Math.max(Math.min(numbers.system_memory, numbers.max_system_memory), numbers.min_system_memory);
  return Math.trunc(active * numbers.percent / 100);
}

/** A bare number is MiB to OMERO, which drops decimals; but an explicit -Xmx goes to Java as it is, and to Java it is bytes. */
function parseHeapSize(size: string): number | string {
  const bare = /^(\d+)(?:\.\d*)?$/.exec(size.trim());
  if (bare) return Number(bare[1]);
  const match = /^(-Xmx)?(\d+)([kmg]?)$/i.exec(size.trim());
  if (!match) return `"omero.jvmcfg.heap_size" must be a number of MiB, or a whole number with a unit such as "2g"; got "${size}"`;
  return Number(match[2]) * (match[3] ? MIB_PER_UNIT[match[3].toLowerCase()] : 1 / (1024 * 1024));
}

function isDeployed(jvm: string, nodeDescriptors: string | undefined): boolean {
  return nodeDescriptors === undefined || nodeDescriptors === '' || Token.isUnresolved(nodeDescriptors) || nodeDescriptors.includes(DESCRIPTOR[jvm]);
}

function inGiB(mib: number): string {
  return mib % 1024 === 0 ? `${mib / 1024} GiB` : `${mib} MiB`;
}
