// Packs every construct library for npm, PyPI and Maven into dist/.
// One run of jsii-pacmak for all: it orders the libraries, lets the jar of one be compiled against that of another, and starts Maven once.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function isConstructLibrary(directory) {
  const manifest = join(root, directory, 'package.json');
  return existsSync(manifest) && 'jsii' in JSON.parse(readFileSync(manifest, 'utf8'));
}

const libraries = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`).filter(isConstructLibrary);
const needed = [
  ['python3', ['-c', 'import ensurepip, venv'], 'python3 python3-venv'],
  ['javac', ['--version'], 'default-jdk-headless'],
  ['mvn', ['--version'], 'maven'],
];
const missing = needed.filter(([command, args]) => spawnSync(command, args, { stdio: 'ignore' }).status !== 0);
for (const [command, , packages] of missing) console.error(`✗ ${command} is missing or not complete; on Debian and Ubuntu: apt-get install ${packages}`);
if (missing.length) process.exit(1);

rmSync(join(root, 'dist'), { recursive: true, force: true });
const pacmak = createRequire(import.meta.url).resolve('jsii-pacmak/bin/jsii-pacmak');
const args = [...libraries, '--outdir', 'dist', '--no-npmignore', '--verbose', '--targets', 'js', 'python', 'java'];
const { status } = spawnSync(process.execPath, [pacmak, ...args], {
  cwd: root, stdio: 'inherit', env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
});
process.exit(status ?? 1);
