/*
 * Times the import of modules, in a process that has loaded nothing else. With --trace, prints instead which modules of aws-cdk-lib and
 * constructs the files of this workspace ask for.
 */
import Module, { createRequire } from 'node:module';
import { sep } from 'node:path';

const require = createRequire(import.meta.url);
const modules = process.argv.slice(2).filter((argument) => argument !== '--trace');
const paths = modules.map((name) => require.resolve(name));

if (process.argv.includes('--trace')) {
  const asked = new Set();
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    const fromWorkspace = parent?.filename && !parent.filename.includes(`${sep}node_modules${sep}`);
    if (fromWorkspace && /^(aws-cdk-lib|constructs)(\/|$)/.test(request)) asked.add(request);
    return load.call(this, request, parent, ...rest);
  };
  paths.forEach((path) => require(path));
  console.log(JSON.stringify([...asked]));
} else {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  paths.forEach((path) => require(path));
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ cpu: (user + system) / 1e3, wall }));
}
