/** A finding, or a lack that the reader can put right: shown without a stack trace. */
export class CheckError extends Error {}

/** Runs the program of a check; a CheckError ends it 1 with nothing but its message. */
export function runCheck(program: () => void): void {
  try {
    program();
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  }
}
