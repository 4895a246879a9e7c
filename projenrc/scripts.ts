import type { NodeProject } from 'projen/lib/javascript';

/**
 * Replaces the npm scripts that projen derives from its tasks.
 *
 * Scripts call the tools directly: a projen process around each would cost a second, and a workspace member cannot be synthesized alone.
 */
export function replaceScripts(project: NodeProject, scripts: Record<string, string>): void {
  for (const task of project.tasks.all) project.package.removeScript(task.name);
  for (const [name, command] of Object.entries(scripts)) project.package.setScript(name, command);
}
