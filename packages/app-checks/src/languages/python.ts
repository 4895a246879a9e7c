import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from '../apps';
import type { PackedLibrary } from '../dist';
import { cacheOf, type CdkVersions, type Language, type Prepared } from './language';
import { run, succeeds } from './run';

const RECENT_ENOUGH = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))';

/** Python: the wheels and what `requirements.txt` names, in a virtual environment of its own. */
export const PYTHON: Language = {
  name: 'Python',
  app: 'omero-quickstart-python',

  missing() {
    if (succeeds('python3', ['-c', RECENT_ENOUGH])) return undefined;
    return 'python3 of at least 3.10 with its venv module is missing; on Debian and Ubuntu: apt-get install python3 python3-venv';
  },

  prepare(libraries: PackedLibrary[], versions: CdkVersions): Prepared {
    const cache = cacheOf('python');
    const venv = join(cache, 'venv');
    const pip = (...args: string[]) => run(join(venv, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args]);
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'constraints.txt'), `aws-cdk-lib==${versions.awsCdkLib}\nconstructs==${versions.constructs}\n`);
    run('python3', ['-m', 'venv', venv]);
    // The wheels keep their version while they change, so pip would take them for installed.
    pip('--no-deps', '--force-reinstall', ...libraries.map(({ wheel }) => wheel));
    pip('--requirement', join(ROOT, 'apps', PYTHON.app, 'requirements.txt'), '--constraint', join(cache, 'constraints.txt'));
    return { environment: { PATH: `${join(venv, 'bin')}${delimiter}${process.env.PATH}`, PYTHONDONTWRITEBYTECODE: '1' }, args: [] };
  },
};
