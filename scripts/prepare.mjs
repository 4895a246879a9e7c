// Makes a fresh clone ready: checks what must be on the machine, then installs what the lock file names.
// Plain Node.js without dependencies, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = [20, 16];
const PYTHON = [3, 10];
const root = dirname(dirname(fileURLToPath(import.meta.url)));

function atLeast(found, wanted) {
  return found[0] > wanted[0] || (found[0] === wanted[0] && found[1] >= wanted[1]);
}

function checkNode() {
  const found = process.versions.node.split('.').map(Number);
  if (!atLeast(found, NODE)) {
    return `Node.js ${process.versions.node} is too old: at least ${NODE.join('.')} is needed. Install a current LTS release from your package manager or nodejs.org.`;
  }
}

function checkPython() {
  const candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  const versions = candidates.map((name) => {
    const run = spawnSync(name, ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' });
    return run.status === 0 ? run.stdout.trim().split(' ').map(Number) : undefined;
  }).filter(Boolean);
  if (versions.some((found) => atLeast(found, PYTHON))) return undefined;
  const given = versions.length ? `found Python ${versions[0].join('.')}` : 'found no python3 on the PATH';
  return `Python ${PYTHON.join('.')} or later is needed for the local cloud; ${given}. Install it, for example with: apt-get install python3 python3-venv`;
}

function isInstalled() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

const problems = [checkNode(), checkPython()].filter(Boolean);
if (problems.length) {
  for (const problem of problems) console.error(`✗ ${problem}`);
  process.exit(1);
}
if (!isInstalled()) {
  console.log('Installing the dependencies that package-lock.json names …');
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  process.exit(install.status ?? 1);
}
