import * as fs from 'fs';
import * as path from 'path';

interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, unknown>;
}

export interface TemplateResource {
  readonly Type: string;
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

  /** Deletes the files that are uploaded: large, the same in every snapshot, and taken from node_modules anyway. */
  public dropAssets(): void {
    for (const file of this.files().filter((name) => name.startsWith('asset.'))) {
      fs.rmSync(path.join(this.directory, file), { recursive: true });
    }
  }

  public remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  private templates(): Template[] {
    return this.files()
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => JSON.parse(fs.readFileSync(path.join(this.directory, file), 'utf8')) as Template);
  }

  private files(): string[] {
    return fs.existsSync(this.directory) ? fs.readdirSync(this.directory) : [];
  }
}
