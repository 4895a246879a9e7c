import * as fs from 'fs';
import * as path from 'path';

/** Where the local cloud keeps its things: everything below one directory that Git ignores. */
export class Paths {
  public readonly repository = path.resolve(__dirname, '..', '..', '..');
  public readonly python = path.resolve(__dirname, '..', 'python');
  public readonly home: string;

  public constructor(home = process.env.LOCAL_CLOUD_HOME) {
    this.home = path.resolve(home || path.join(this.repository, '.local-cloud'));
  }

  public get state(): string {
    return path.join(this.home, 'state.json');
  }

  public get log(): string {
    return path.join(this.home, 'emulator.log');
  }

  public get ignoredProperties(): string {
    return path.join(this.home, 'ignored-properties.jsonl');
  }

  public get venv(): string {
    return path.join(this.home, 'venv');
  }

  public get emulatorHome(): string {
    return this.directory('emulator');
  }

  public get cdkHome(): string {
    return this.directory('cdk-home');
  }

  public cdkOut(app: string): string {
    return path.join(this.directory('cdk.out'), app);
  }

  public outputs(app: string): string {
    return path.join(this.directory('outputs'), `${app}.json`);
  }

  /** An empty file: what the AWS SDK and CLI read instead of the user's own profiles. */
  public emptyFile(name: string): string {
    const file = path.join(this.directory('aws'), name);
    fs.writeFileSync(file, '');
    return file;
  }

  private directory(name: string): string {
    const directory = path.join(this.home, name);
    fs.mkdirSync(directory, { recursive: true });
    return directory;
  }
}
