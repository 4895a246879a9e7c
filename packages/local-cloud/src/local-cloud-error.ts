/** A mistake or a lack that the reader can put right: shown without a stack trace. */
export class LocalCloudError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'LocalCloudError';
  }
}
