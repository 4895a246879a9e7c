import { Lazy, Token } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { jvmMemoryProblem, systemMemoryMiB } from '../../../src/private/config';

describe('systemMemoryMiB', () => {
  test('is what side-cars leave of the memory of the task', () => {
    expect(systemMemoryMiB(16384, 384)).toBe(16000);
  });
});

describe('jvmMemoryProblem', () => {
  test.each([4096, 8192, 16384, 30720, 122880])('finds none with OMERO\'s own settings in %d MiB', (memory) => {
    expect(jvmMemoryProblem(memory, {})).toBeUndefined();
  });

  test('finds memory that OMERO cannot do with', () => {
    expect(jvmMemoryProblem(2048)).toBe(
      'memory must be at least 4 GiB for OMERO.server, which sizes its Java heaps for at least 3414 MiB; got 2 GiB without side-cars',
    );
  });

  test('accepts the settings of OME\'s demo server', () => {
    const demo = { 'omero.jvmcfg.percent.blitz': '50', 'omero.jvmcfg.percent.indexer': '20', 'omero.jvmcfg.percent.pixeldata': '20' };
    expect(jvmMemoryProblem(30000, demo)).toBeUndefined();
    expect(jvmMemoryProblem(8192, demo)).toBe(
      'memory must hold the Java heaps of OMERO.server (blitz 4096, pixeldata 1638, indexer 1638 MiB) and 1536 MiB for everything else, together 8908 MiB; '
      + 'got 8192 MiB without side-cars: raise the memory, or lower "omero.jvmcfg.percent" or "omero.jvmcfg.heap_size"',
    );
  });

  test.each([
    ['a percentage for all', { 'omero.jvmcfg.percent': '30' }, 8192],
    ['a heap in GiB', { 'omero.jvmcfg.heap_size.blitz': '24G' }, 24576],
    ['a heap in MiB', { 'omero.jvmcfg.heap_size': '1500' }, 5120],
    ['a heap as Java has it', { 'omero.jvmcfg.heap_size.blitz': '-Xmx4g' }, 6144],
    ['a heap in bytes, as Java has it', { 'omero.jvmcfg.heap_size.blitz': '-Xmx4294967296' }, 6144],
    ['a memory that is not there', { 'omero.jvmcfg.system_memory': '16000' }, 6144],
    ['a smallest memory above what is there', { 'omero.jvmcfg.min_system_memory': '16000' }, 6144],
    ['a strategy without heaps', { 'omero.jvmcfg.strategy': 'manual', 'omero.jvmcfg.heap_size.blitz': '3g' }, 5120],
  ])('finds %s that does not fit', (_, config, memory) => {
    expect(jvmMemoryProblem(memory, config)).toContain('memory must hold the Java heaps');
  });

  test.each([
    ['a heap for one JVM', { 'omero.jvmcfg.heap_size.blitz': '24g' }, 40960],
    ['512 MiB each by hand', { 'omero.jvmcfg.strategy': 'manual' }, 4096],
    ['a largest memory that caps', { 'omero.jvmcfg.percent': '30', 'omero.jvmcfg.max_system_memory': '5000' }, 8192],
    ['a smaller smallest memory', { 'omero.jvmcfg.min_system_memory': '2000' }, 3072],
    ['no PixelData', { 'omero.jvmcfg.percent': '35', 'omero.server.nodedescriptors': 'master:Blitz-0,Indexer-0,Tables-0' }, 8192],
    ['the heap of the repository JVM, which does not run', { 'omero.jvmcfg.heap_size.repository': '100g' }, 4096],
    ['kibibytes', { 'omero.jvmcfg.heap_size': '524288k' }, 4096],
    ['decimals, which OMERO drops', { 'omero.jvmcfg.heap_size': '512.9' }, 4096],
  ])('accepts %s that fits', (_, config, memory) => {
    expect(jvmMemoryProblem(memory, config)).toBeUndefined();
  });

  test('takes the setting of a JVM before that of all', () => {
    const config = { 'omero.jvmcfg.heap_size': '100g', ...Object.fromEntries(['blitz', 'pixeldata', 'indexer'].map((jvm) => [`omero.jvmcfg.heap_size.${jvm}`, '512m'])) };
    expect(jvmMemoryProblem(4096, config)).toBeUndefined();
  });

  test.each([
    ['omero.jvmcfg.strategy', 'half', '"omero.jvmcfg.strategy" must be "percent" or "manual"; got "half"'],
    ['omero.jvmcfg.heap_size', '2 gigs', '"omero.jvmcfg.heap_size" must be a number of MiB, or a whole number with a unit such as "2g"; got "2 gigs"'],
    ['omero.jvmcfg.heap_size', '2.5g', 'got "2.5g"'],
    ['omero.jvmcfg.percent', '50%', '"omero.jvmcfg.percent" must be a whole number; got "50%"'],
  ])('finds %s = %s, which OMERO would refuse at start', (property, value, problem) => {
    expect(jvmMemoryProblem(16384, { [property]: value })).toContain(problem);
  });

  test('leaves alone what is known at deployment only', () => {
    expect(jvmMemoryProblem(Token.asNumber({ Ref: 'Memory' }), {})).toBeUndefined();
    expect(jvmMemoryProblem(4096, { 'omero.jvmcfg.percent': Lazy.string({ produce: () => '99' }) })).toBeUndefined();
  });

  test('never accepts heaps that are larger than the memory', () => {
    const percent = fc.integer({ min: 1, max: 100 });
    fc.assert(fc.property(fc.integer({ min: 3414, max: 48000 }), percent, percent, percent, (memory, blitz, pixeldata, indexer) => {
      const config = {
        'omero.jvmcfg.percent.blitz': String(blitz), 'omero.jvmcfg.percent.pixeldata': String(pixeldata), 'omero.jvmcfg.percent.indexer': String(indexer),
      };
      const fits = jvmMemoryProblem(memory, config) === undefined;
      expect(fits && blitz + pixeldata + indexer >= 100).toBe(false);
    }));
  });
});
