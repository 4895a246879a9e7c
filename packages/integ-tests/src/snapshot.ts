import * as fs from 'fs';
import * as path from 'path';

const TEMPLATE = '.template.json';

interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, unknown>;
}

interface Manifest {
  readonly artifacts: Record<string, { readonly type: string; additionalMetadataFile?: string }>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

/** What a test synthesized when its snapshot was last written: committed, so that a change shows up in review. */
export class Snapshot {
  constructor(private readonly directory: string) {}

  /** The resources that the test deploys, those that assert included. */
  public resources(): TemplateResource[] {
    return this.templates().flatMap((template) => Object.values(template.Resources ?? {}));
  }

  /** Number of answers of AWS that the test has an expectation of. */
  public assertionCount(): number {
    return this.templates().flatMap((template) => Object.keys(template.Outputs ?? {})).filter((name) => name.startsWith('AssertionResults')).length;
  }

  /** Deletes what a comparison does not need and what differs between machines: uploaded files, and metadata with its stack traces. */
  public prune(): void {
    for (const file of this.files().filter((name) => name.startsWith('asset.') || name.endsWith('.metadata.json'))) {
      fs.rmSync(path.join(this.directory, file), { recursive: true });
    }
    this.pruneManifest();
  }

  /** Replaces a text in all templates. */
  public replace(text: string, by: string): void {
    for (const file of this.files().filter((name) => name.endsWith(TEMPLATE))) {
      const template = path.join(this.directory, file);
      fs.writeFileSync(template, fs.readFileSync(template, 'utf8').replaceAll(text, by));
    }
  }

  public remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  private pruneManifest(): void {
    const file = path.join(this.directory, 'manifest.json');
    if (!fs.existsSync(file)) return;
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
    const artifacts = Object.entries(manifest.artifacts).filter(([, { type }]) => type !== 'cdk:feature-flag-report');
    artifacts.forEach(([, artifact]) => delete artifact.additionalMetadataFile);
    fs.writeFileSync(file, `${JSON.stringify({ ...manifest, artifacts: Object.fromEntries(artifacts) }, undefined, 2)}\n`);
  }

  private templates(): Template[] {
    return this.files()
      .filter((file) => file.endsWith(TEMPLATE))
      .map((file) => JSON.parse(fs.readFileSync(path.join(this.directory, file), 'utf8')) as Template);
  }

  private files(): string[] {
    return fs.existsSync(this.directory) ? fs.readdirSync(this.directory) : [];
  }
}
