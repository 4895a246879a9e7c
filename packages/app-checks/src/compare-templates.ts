import { isDeepStrictEqual } from 'node:util';
import { diff } from 'jest-diff';
import type { Template, Templates } from './synthesize';

/** Which of two sides is which, in words. */
export interface Sides {
  readonly expected: string;
  readonly actual: string;
}

/**
 * What differs between two sets of templates: one readable paragraph per resource, output or other part. Nothing is left out; the order of
 * keys does not matter.
 */
export function differences(expected: Templates, actual: Templates, sides: Sides): string[] {
  return compareParts(partsOfAll(expected), partsOfAll(actual), sides);
}

function compareParts(expected: Map<string, unknown>, actual: Map<string, unknown>, sides: Sides): string[] {
  return [...new Set([...expected.keys(), ...actual.keys()])].sort().flatMap((part) => {
    if (!actual.has(part)) return `${part} is in ${sides.expected} only`;
    if (!expected.has(part)) return `${part} is in ${sides.actual} only`;
    const [left, right] = [expected.get(part), actual.get(part)];
    if (isDeepStrictEqual(left, right)) return [];
    return `${part}\n${diff(left, right, { expand: false, contextLines: 4, aAnnotation: sides.expected, bAnnotation: sides.actual })}`;
  });
}

function partsOfAll(templates: Templates): Map<string, unknown> {
  return new Map(Object.entries(templates).flatMap(([file, template]) => partsOf(file, template)));
}

/** `FILE SECTION ID` for the entries of sections such as Resources, `FILE SECTION` for the rest, and the file itself, which may be empty. */
function partsOf(file: string, template: Template): [string, unknown][] {
  const sections = Object.entries(template).flatMap<[string, unknown]>(([section, content]) => isRecord(content)
    ? [[`${file} ${section}`, 'section'], ...Object.entries(content).map<[string, unknown]>(([id, value]) => [`${file} ${section} ${id}`, value])]
    : [[`${file} ${section}`, content]]);
  return [[file, 'template'], ...sections];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
