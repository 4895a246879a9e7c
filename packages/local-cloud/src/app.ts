import * as fs from 'fs';
import * as path from 'path';
import { LocalCloudError } from './local-cloud-error';
import type { Paths } from './paths';

/** A CDK app: a directory with a cdk.json. */
export interface App {
  readonly name: string;
  readonly directory: string;
}

/** Finds an app by its name below `apps/`, or by a path. */
export function findApp(given: string, paths: Paths): App {
  const apps = path.join(paths.repository, 'apps');
  for (const directory of [path.join(apps, given), path.resolve(given)]) {
    if (fs.existsSync(path.join(directory, 'cdk.json'))) {
      return { name: path.basename(directory), directory };
    }
  }
  const known = fs.existsSync(apps)
    ? fs.readdirSync(apps).filter((name) => fs.existsSync(path.join(apps, name, 'cdk.json'))).sort()
    : [];
  throw new LocalCloudError(`no app '${given}'; give a directory with a cdk.json, or one of: ${known.join(', ') || 'none yet in apps/'}`);
}
