import { join } from 'node:path';
import { ROOT } from '../apps';
import type { PackedLibrary } from '../dist';

/** Versions that all languages use, so that differences come from the languages alone. */
export interface CdkVersions {
  readonly awsCdkLib: string;
  readonly constructs: string;
}

/** What `cdk.json` needs around its command. */
export interface Prepared {
  readonly environment: NodeJS.ProcessEnv;
  /** Appended to the command. */
  readonly args: string[];
}

/** A language that the quickstart is written in. */
export interface Language {
  readonly name: string;
  /** Directory below `apps/`. */
  readonly app: string;
  /** What this machine lacks, and how to install it. */
  missing(): string | undefined;
  /** Installs what the app needs. */
  prepare(libraries: PackedLibrary[], versions: CdkVersions): Prepared;
}

/** Where languages keep what they install, between runs. */
export function cacheOf(name: string): string {
  return join(ROOT, '.local-cloud', 'languages', name);
}
