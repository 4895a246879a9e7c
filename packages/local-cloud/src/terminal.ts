/** What the local cloud says about itself goes to stderr, so that the output of `env` and of the CLI stays clean. */
export function step(message: string): void {
  process.stderr.write(`${bold('local cloud:')} ${message}\n`);
}

export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

export function bold(text: string): string {
  return process.stderr.isTTY && process.env.NO_COLOR === undefined ? `\x1b[1m${text}\x1b[22m` : text;
}
