/**
 * Last step of `npm run package`: each tarball has what its library reads at run time and nothing else, asks for nothing but peers, and is
 * the one that the wheel and the jar carry.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CheckError, runCheck } from './check-error';
import { freshLibraries, type PackedLibrary, sha1 } from './dist';
import { problemsWith } from './package-content';

/** Wheels and jars are zip files, which Node.js cannot read. */
const TARBALLS_IN = `
import hashlib, sys, zipfile
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as archive:
        print(*[hashlib.sha1(archive.read(name)).hexdigest() for name in archive.namelist() if name.endswith('.jsii.tgz')])
`;

function filesIn(tarball: string): Map<string, string> {
  const paths = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n').filter((path) => path !== '' && !path.endsWith('/'));
  return new Map(paths.map((path) => [
    path.replace(/^package\//, ''), execFileSync('tar', ['-xzOf', tarball, path], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  ]));
}

/** The scripts for stock containers, which the library reads at run time. */
function scriptsOf(directory: string): string[] {
  const scripts = join(directory, 'scripts');
  return existsSync(scripts) ? readdirSync(scripts).map((file) => `scripts/${file}`) : [];
}

function carriesAnother(library: PackedLibrary): string[] {
  const wanted = sha1(readFileSync(library.tarball));
  const found = execFileSync('python3', ['-c', TARBALLS_IN, library.wheel, library.jar], { encoding: 'utf8' }).trimEnd().split('\n');
  return ['the wheel', 'the jar'].filter((_, index) => found[index] !== wanted).map((archive) => `${archive} carries another tarball`);
}

function kilobytes(file: string): string {
  return `${Math.ceil(statSync(file).size / 1000)} kB`;
}

function main(): void {
  const problems = freshLibraries().flatMap((library) => {
    const files = filesIn(library.tarball);
    const found = [...problemsWith(files, scriptsOf(library.directory)), ...carriesAnother(library)];
    const sizes = `${files.size} files; tarball ${kilobytes(library.tarball)}, wheel ${kilobytes(library.wheel)}, jar ${kilobytes(library.jar)}`;
    console.log(`${found.length ? '✗' : '✓'} ${library.name}: ${sizes}`);
    return found.map((problem) => `${library.name}: ${problem}`);
  });
  if (problems.length) throw new CheckError(problems.join('\n✗ '));
}

if (require.main === module) runCheck(main);
