import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PackedLibrary } from '../dist';
import { cacheOf, type CdkVersions, type Language, type Prepared } from './language';
import { succeeds } from './run';

/** Java: `dist/java` is the Maven repository that the app's pom.xml names; what comes from elsewhere is kept in a local repository of its own. */
export const JAVA: Language = {
  name: 'Java',
  app: 'omero-quickstart-java',

  missing() {
    if (succeeds('javac', ['--release', '17', '--version']) && succeeds('mvn', ['--version'])) return undefined;
    return 'a JDK of at least 17 or Maven is missing; on Debian and Ubuntu: apt-get install default-jdk-headless maven';
  },

  prepare(_libraries: PackedLibrary[], versions: CdkVersions): Prepared {
    const repository = cacheOf('maven');
    // The jars keep their version while they change, so Maven would not look for them again.
    rmSync(join(repository, 'io', 'github', 'cdk-imaging'), { recursive: true, force: true });
    return {
      environment: {},
      args: [
        '--batch-mode', `-Dmaven.repo.local=${repository}`, `-Daws-cdk-lib.version=${versions.awsCdkLib}`, `-Dconstructs.version=${versions.constructs}`,
      ],
    };
  },
};
