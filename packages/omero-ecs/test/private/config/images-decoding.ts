import { execFileSync } from 'child_process';

/** What `50-config.py` of the stock images does to the name of an environment variable, in the words of this language. */
export function decode(variable: string): string {
  return variable.replace(/^CONFIG_/, '').replace(/([^_])_([^_])/g, '$1.$2').replace(/__/g, '_');
}

/** The same, by the very language that the images use. */
export function decodeWithPython(variables: string[]): string[] {
  const program = `
import json, re, sys
print(json.dumps([re.sub('__', '_', re.sub('([^_])_([^_])', r'\\1.\\2', name[7:])) for name in json.load(sys.stdin)]))
`;
  return JSON.parse(execFileSync('python3', ['-c', program], { input: JSON.stringify(variables), encoding: 'utf8' })) as string[];
}
