import type { NodePackage } from 'projen/lib/javascript';

interface InstallHooks {
  installDependencies(): void;
  resolveDepsAndWritePackageJson(): undefined;
}

/**
 * Leaves installing to the root of the workspace.
 *
 * projen synthesizes and installs child projects before the root package.json, which declares them as workspaces, exists;
 * each child would get a lock file and a node_modules of its own. Both methods are private in projen.
 */
export function leaveInstallToRoot(nodePackage: NodePackage): void {
  const hooks = nodePackage as unknown as InstallHooks;
  hooks.installDependencies = () => undefined;
  hooks.resolveDepsAndWritePackageJson = () => undefined;
}
