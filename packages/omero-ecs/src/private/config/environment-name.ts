import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type { IConstruct } from 'constructs';

/**
 * Name of the environment variable that sets a property of OMERO.
 *
 * The images read every variable `CONFIG_…` and turn `_` into `.` and `__` into `_` (`50-config.py` of omero-server-docker and
 * omero-web-docker). This is the inverse, for the names that have one: forgetting a `__` there sets another property, silently.
 *
 * @param property OMERO's own name, such as `omero.jvmcfg.system_memory`
 * @throws an error for a name that the images would read as another one
 */
export function environmentName(property: string, scope?: IConstruct): string {
  const problem = nameProblem(property);
  if (problem) {
    throw new ValidationError(
      `"${property}" cannot be set by an environment variable: ${problem}. `
      + 'Correct the name, or set it in a .omero file of an image built on the stock image', scope,
    );
  }
  return `CONFIG_${property.replace(/_/g, '__').replace(/\./g, '_')}`;
}

/** Why the images would not read a name back as it is, `undefined` if they would. */
function nameProblem(property: string): string | undefined {
  if (property === '') return 'the name is empty';
  const illegal = /[^A-Za-z0-9._]/.exec(property);
  if (illegal) return `the name may hold letters, digits, "." and "_" only, and has "${illegal[0]}"`;
  if (/^[._]|[._]$/.test(property)) return 'the name begins or ends with "." or "_"';
  if (/[._]{2}/.test(property)) return 'two separators, "." or "_", stand side by side';
  // The images' pattern takes the characters around a separator with it, so that of `.a.` it sees only the first dot.
  const short = /\.([A-Za-z0-9])\./.exec(property);
  if (short) return `"${short[1]}" stands alone between two dots, and the second dot would be lost`;
  return undefined;
}
