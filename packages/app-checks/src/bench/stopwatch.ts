/** Milliseconds that something took. */
export interface Elapsed {
  /** Time of the processor, of all threads of this process: hardly disturbed by what else the machine does. */
  readonly cpu: number;
  /** Time on the wall. */
  readonly wall: number;
}

/** Starts now; what it returns tells the time since. */
export function stopwatch(): () => Elapsed {
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / 1e3, wall: Number(process.hrtime.bigint() - start) / 1e6 };
  };
}
