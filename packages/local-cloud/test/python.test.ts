import { findPython, isRecentEnough } from '../src/python';

describe('the Python that runs the emulator', () => {
  test.each([
    ['3.9.18', false],
    ['3.10.0', true],
    ['3.14.2', true],
    ['2.7.18', false],
    ['4.0.0', true],
  ])('%s is recent enough: %p', (version, expected) => {
    expect(isRecentEnough(version)).toBe(expected);
  });

  test('is the first on the path that is recent enough', () => {
    const installed: Record<string, string> = { 'python3': '3.9.2', 'python3.12': '3.12.1', 'python3.11': '3.11.7' };
    expect(findPython((command) => installed[command])).toEqual({ command: 'python3.12', version: '3.12.1' });
  });

  test('fails where there is none, and names what to install', () => {
    expect(() => findPython(() => undefined)).toThrow(/needs Python 3\.10 or later; found none\. Install it: apt-get install python3 python3-venv/);
  });

  test('fails where all are too old, and names them', () => {
    expect(() => findPython((command) => command === 'python3' ? '3.8.10' : undefined))
      .toThrow('found only older ones: python3 is 3.8.10');
  });
});
