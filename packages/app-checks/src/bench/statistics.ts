/** The middle of a sample, and how far its middle half reaches. */
export interface Summary {
  readonly median: number;
  /** Distance between the quartiles. */
  readonly spread: number;
}

export function summarize(sample: readonly number[]): Summary {
  return { median: quantile(sample, 0.5), spread: quantile(sample, 0.75) - quantile(sample, 0.25) };
}

export function mean(sample: readonly number[]): number {
  return sample.reduce((sum, value) => sum + value, 0) / sample.length;
}

function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  return below + (sorted[Math.ceil(position)] - below) * (position % 1);
}
