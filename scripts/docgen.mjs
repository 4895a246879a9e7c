// Writes API.md of the package in the current directory.
// The jsii-docgen command cannot find hoisted dependencies in a workspace; its library can, when it is told the root.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Documentation, Language } from 'jsii-docgen';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { name } = JSON.parse(readFileSync('package.json', 'utf8'));
const documentation = await Documentation.forAssembly(name, root);
try {
  const markdown = await documentation.toMarkdown({ language: Language.TYPESCRIPT });
  writeFileSync('API.md', markdown.render());
} finally {
  await documentation.cleanup();
}
