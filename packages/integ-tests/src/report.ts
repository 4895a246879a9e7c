import { LocalCloudError } from '@cdk-imaging/local-cloud/src/local-cloud-error';
import { IntegError } from './integ-error';

/** Ends the process as the work went; mistakes of the reader are shown without a stack trace. */
export function report(work: Promise<boolean>): void {
  work.then(
    (succeeded) => {
      process.exitCode = succeeded ? 0 : 1;
    },
    (error: unknown) => {
      console.error(error instanceof IntegError || error instanceof LocalCloudError ? error.message : error);
      process.exitCode = 1;
    },
  );
}
