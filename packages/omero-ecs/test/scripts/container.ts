import { spawn, type ChildProcess } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ContainerScript } from '@cdk-imaging/imaging-core';

/** A script of ours, run by a real bash. Everything around it is a stand-in. */
export class StandInContainer {
  /** What stand-ins share: their programs in `bin`, and files by which a test tells them what to do. */
  public readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'omero-scripts-')));

  /** What the script and the stand-ins printed, in order. */
  public readonly lines: string[] = [];

  private readonly bin = join(this.directory, 'bin');
  private readonly processes: ChildProcess[] = [];
  private readonly closings: Promise<void>[] = [];
  private readonly watchers = new Set<() => void>();

  /** @param programs stand-ins by name; of the machine's programs the script finds only those that every image has */
  constructor(programs: Record<string, string>) {
    mkdirSync(this.bin);
    for (const name of ['grep', 'mkdir', 'rm', 'setsid', 'sleep', 'timeout', 'touch']) symlinkSync(onThisMachine(name), join(this.bin, name));
    for (const [name, source] of Object.entries(programs)) this.program(name, source);
  }

  /** Puts a program in place. `@/` stands for the directory. */
  public program(name: string, source: string): string {
    const file = join(this.bin, name);
    writeFileSync(file, source.replaceAll('@/', `${this.directory}/`), { mode: 0o755 });
    return file;
  }

  /** Tells the stand-ins something. */
  public tell(file: string, content = ''): void {
    writeFileSync(join(this.directory, file), content);
  }

  public has(file: string): boolean {
    return existsSync(join(this.directory, file));
  }

  public read(file: string): string {
    return this.has(file) ? readFileSync(join(this.directory, file), 'utf8') : '';
  }

  /** Starts a script as a container would. */
  public startScript(name: string, environment: Record<string, string>, compressed = false): Run {
    const source = readFileSync(join(__dirname, '..', '..', 'scripts', `${name}.sh`), 'utf8');
    const padding = compressed ? `\n${Array.from({ length: 1000 }, (_, line) => `# ${line} ${Math.sin(line)}`).join('\n')}\n` : '';
    const { entryPoint } = new ContainerScript({ name: `omero-${name}`, source: source + padding });
    // Only the compressed form unpacks itself, and an image that unpacks has these.
    if (compressed) for (const tool of ['base64', 'gzip']) symlinkSync(onThisMachine(tool), join(this.bin, tool));
    return this.start(entryPoint, environment);
  }

  /** Starts a command in the container. */
  public start([command, ...args]: string[], environment: Record<string, string> = {}): Run {
    const child = spawn(command, args, {
      env: {
        PATH: this.bin,
        OMERODIR: this.directory,
        OMERO_ENTRYPOINT: join(this.bin, 'entrypoint.sh'),
        OMERO_CLI: join(this.bin, 'omero'),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.processes.push(child);
    this.closings.push(new Promise((resolve) => child.on('close', () => resolve())));
    for (const stream of [child.stdout, child.stderr]) this.collect(stream);
    const exitCode = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    return { exitCode, ended: () => child.exitCode !== null || child.signalCode !== null, signal: (name) => child.kill(name) };
  }

  /** Waits until a line is printed that contains the text. */
  public async printed(text: string, times = 1): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.lines.filter((line) => line.includes(text)).length < times) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  /** Ends what still runs; does not end itself while anything holds on to the output. */
  public async dispose(): Promise<void> {
    this.watchers.clear();
    this.killStandIns();
    for (const child of this.processes) child.kill('SIGKILL');
    await Promise.all(this.closings);
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Kills the stand-ins, as the kernel does when the first process of a container has ended. */
  public killStandIns(): void {
    for (const pid of this.living()) process.kill(pid, 'SIGKILL');
  }

  /** Waits until no stand-in lives. */
  public async empty(): Promise<void> {
    while (this.living().length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  private living(): number[] {
    return this.read('pids').split('\n').filter(Boolean).map(Number).filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(this.directory);
      } catch {
        return false;
      }
    });
  }

  private collect(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.on('data', (data: Buffer) => {
      const parts = (rest + data.toString()).split('\n');
      rest = parts.pop() ?? '';
      this.lines.push(...parts);
      for (const watcher of [...this.watchers]) watcher();
    });
  }
}

/** A process of a test. */
export interface Run {
  readonly exitCode: Promise<number | null>;
  ended(): boolean;
  signal(name: NodeJS.Signals): void;
}

function onThisMachine(program: string): string {
  for (const directory of (process.env.PATH ?? '').split(':')) {
    if (existsSync(join(directory, program))) return join(directory, program);
  }
  throw new Error(`the tests of the scripts need "${program}"`);
}
