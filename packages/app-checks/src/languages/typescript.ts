import type { Language } from './language';

/** TypeScript, which the libraries are written in: the workspace itself is what is installed. */
export const TYPESCRIPT: Language = {
  name: 'TypeScript',
  app: 'omero-quickstart',
  missing: () => undefined,
  prepare: () => ({ environment: {}, args: [] }),
};
