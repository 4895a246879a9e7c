import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './apps';
import { CheckError } from './check-error';

/** Where `npm run package` puts tarballs, wheels and jars. `dist/java` is a Maven repository. */
export const DIST = join(ROOT, 'dist');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly jsii?: {
    readonly targets: {
      readonly python: { readonly distName: string };
      readonly java: { readonly maven: { readonly groupId: string; readonly artifactId: string } };
    };
  };
}

/** A construct library, and the files that it is published as. */
export interface PackedLibrary {
  readonly name: string;
  /** Directory of the sources. */
  readonly directory: string;
  readonly tarball: string;
  readonly wheel: string;
  readonly jar: string;
}

/** Every construct library of the workspace. */
export function packedLibraries(): PackedLibrary[] {
  return readdirSync(join(ROOT, 'packages')).flatMap((entry) => {
    const directory = join(ROOT, 'packages', entry);
    if (!existsSync(join(directory, 'package.json'))) return [];
    const { name, version, jsii } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
    if (!jsii) return [];
    const { python, java: { maven } } = jsii.targets;
    return {
      name,
      directory,
      tarball: join(DIST, 'js', `${name.split('/')[1]}@${version}.jsii.tgz`),
      wheel: join(DIST, 'python', `${python.distName.replace(/[.-]/g, '_')}-${version}-py3-none-any.whl`),
      jar: join(DIST, 'java', ...maven.groupId.split('.'), maven.artifactId, version, `${maven.artifactId}-${version}.jar`),
    };
  });
}

/** Every construct library, packed. @throws where one is not, or has changed since, because then something old would be checked */
export function freshLibraries(): PackedLibrary[] {
  const libraries = packedLibraries();
  for (const { name, directory, tarball, wheel, jar } of libraries) {
    const missing = [tarball, wheel, jar].find((file) => !existsSync(file));
    if (missing) throw new CheckError(`${relative(ROOT, missing)} does not exist; run: npm run package`);
    if (sha1(readFileSync(tarball)) !== packedNow(directory)) throw new CheckError(`${name} has changed since it was packed; run: npm run package`);
  }
  return libraries;
}

export function sha1(content: Buffer): string {
  return createHash('sha1').update(content).digest('hex');
}

/** The checksum of the tarball that npm would make now: npm packs the same files into the same bytes. */
function packedNow(directory: string): string {
  const npm = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: directory, encoding: 'utf8' });
  if (npm.status !== 0) throw new CheckError(`npm cannot pack ${relative(ROOT, directory)}:\n${npm.stderr}`);
  return (JSON.parse(npm.stdout) as { shasum: string }[])[0].shasum;
}
