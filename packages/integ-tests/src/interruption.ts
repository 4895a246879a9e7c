/** Ctrl-C, which the terminal sends to the running tests as well: no further test is begun, and the local cloud is ended as always. */
export class Interruption {
  public requested = false;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        this.requested = true;
      });
    }
  }
}
