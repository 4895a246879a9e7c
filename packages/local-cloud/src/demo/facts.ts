import { isDeepStrictEqual } from 'util';
import { bold } from '../terminal';

/** Statements about what was deployed, each shown with what the AWS API answered. */
export class Facts {
  private readonly wrong: string[] = [];
  private count = 0;

  public section(title: string): void {
    process.stdout.write(`\n${bold(title)}\n`);
  }

  /** States that `actual`, as read from the API, is what it should be. */
  public check(what: string, actual: unknown, expected: unknown): void {
    this.record(what, isDeepStrictEqual(actual, expected), show(actual), show(expected));
  }

  /** States something that no single value expresses; `shown` must not hold a secret. */
  public checkThat(what: string, holds: boolean, shown: string): void {
    this.record(what, holds, shown, 'otherwise');
  }

  public summary(): { checked: number; wrong: string[] } {
    return { checked: this.count, wrong: this.wrong };
  }

  private record(what: string, holds: boolean, actual: string, expected: string): void {
    this.count += 1;
    if (!holds) {
      this.wrong.push(`${what}: expected ${expected}, got ${actual}`);
    }
    process.stdout.write(`  ${holds ? '✓' : '✗'} ${what.padEnd(52)} ${actual}\n`);
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
}
