/** One number of a benchmark. */
export interface BenchResult {
  readonly subject: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | '×';
  /** Distance between the quartiles of the rounds. */
  readonly spread?: number;
  /** Most that is allowed; `null` where the number is for information. */
  readonly budget: number | null;
  readonly met: boolean | null;
}

export type Measured = Omit<BenchResult, 'budget' | 'met'>;

/** A number for information. */
export function information(measured: Measured): BenchResult {
  return { ...rounded(measured), budget: null, met: null };
}

/** A number that has a budget. */
export function budgeted(measured: Measured, budget: number): BenchResult {
  return { ...rounded(measured), budget, met: measured.value <= budget };
}

/** Prints a line per number. */
export function print(results: readonly BenchResult[]): void {
  const width = (key: 'subject' | 'metric'): number => Math.max(...results.map((result) => result[key].length));
  for (const result of results) {
    const { subject, metric, value, unit, spread, budget, met } = result;
    const number = `${value} ${unit}${spread === undefined ? '' : ` (quartiles ${spread} apart)`}`;
    const verdict = budget === null ? '' : `${met ? '✓' : '✗'} budget ${budget} ${unit}`;
    console.log(`${subject.padEnd(width('subject'))}  ${metric.padEnd(width('metric'))}  ${number.padEnd(32)}  ${verdict}`.trimEnd());
  }
}

function rounded(measured: Measured): Measured {
  const { value, spread, unit } = measured;
  const round = (number: number): number => Number(number.toFixed(unit === '×' ? 3 : 1));
  return { ...measured, value: round(value), ...(spread === undefined ? {} : { spread: round(spread) }) };
}
