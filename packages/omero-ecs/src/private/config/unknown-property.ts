import { isKnown, SERVER_PROPERTIES, WEB_PROPERTIES } from './known-properties';

/** Largest number of single-character edits between a name and the one that is suggested for it. */
const CLOSE = 3;

/** A sentence about a property that the component does not read, `undefined` if it does. */
export function unknownPropertyDoubt(component: 'server' | 'web', property: string): string | undefined {
  if (isKnown(component, property)) return undefined;
  const [here, there] = component === 'server' ? ['OMERO.server', 'OMERO.web'] : ['OMERO.web', 'OMERO.server'];
  if (isKnown(component === 'server' ? 'web' : 'server', property)) {
    return `"${property}" is a property of ${there} and does nothing in ${here}; set it on ${there}`;
  }
  const suggestion = nearest(property, component === 'server' ? SERVER_PROPERTIES : WEB_PROPERTIES);
  const advice = suggestion ? `did you mean "${suggestion}"?` : 'check the name, since OMERO ignores properties that it does not know';
  return `"${property}" is not a known property of ${here}; ${advice}`;
}

function nearest(name: string, candidates: ReadonlySet<string>): string | undefined {
  let best: string | undefined;
  let fewest = CLOSE + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = editDistance(name, candidate);
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** Levenshtein distance, without regard to case. */
function editDistance(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
