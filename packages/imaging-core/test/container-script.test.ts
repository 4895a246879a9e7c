import { execFileSync } from 'child_process';
import { ContainerScript } from '../src';

function run(script: ContainerScript, ...args: string[]): string {
  const [command, ...rest] = script.entryPoint;
  return execFileSync(command, [...rest, ...args], { encoding: 'utf8' });
}

const LONG_COMMENT = `\n# ${'x'.repeat(ContainerScript.MAX_CLEAR_BYTES)}`;
const PRINT = 'printf "%s|" "$0" "$@" "it\'s €"';

describe('ContainerScript', () => {
  test('sends a short script in the clear', () => {
    expect(new ContainerScript({ name: 'start', source: 'echo hello' }).entryPoint).toEqual(['/bin/bash', '-c', 'echo hello', 'start']);
  });

  test('sends a long script compressed', () => {
    const script = new ContainerScript({ name: 'start', source: PRINT + LONG_COMMENT });
    expect(script.entryPoint.join(' ').length).toBeLessThan(1024);
  });

  test.each([['short', PRINT], ['long', PRINT + LONG_COMMENT]])('runs a %s script with its name and arguments', (_, source) => {
    expect(run(new ContainerScript({ name: 'start', source }), 'one', 'two words')).toBe("start|one|two words|it's €|");
  });

  test('runs in another shell', () => {
    expect(run(new ContainerScript({ name: 'start', source: 'echo "${BASH_VERSION:-none}"', shell: '/bin/sh' })).trim()).toBe('none');
  });

  test.each([['short', 'exit 7'], ['long', 'exit 7' + LONG_COMMENT]])('passes the exit code of a %s script on', (_, source) => {
    expect(() => run(new ContainerScript({ name: 'start', source }))).toThrow(expect.objectContaining({ status: 7 }));
  });

  test('fails for an empty script', () => {
    expect(() => new ContainerScript({ name: 'start', source: ' \n' })).toThrow('script "start" is empty');
  });

  test('fails for a shebang line, which would be ignored', () => {
    expect(() => new ContainerScript({ name: 'start', source: '#!/bin/sh\nls' })).toThrow('name the shell with the prop "shell"');
  });
});
