import { gzipSync } from 'zlib';
import { ValidationError } from './helpers-internal/errors';

/** A shell script that runs in a stock container. */
export interface ContainerScriptProps {
  /** Name of the script as it shows in a process list and in its own messages. */
  readonly name: string;

  /** The script, without a shebang line. */
  readonly source: string;

  /**
   * Shell in the image that runs the script.
   *
   * @default '/bin/bash'
   */
  readonly shell?: string;
}

/**
 * Puts a script into a container whose image does not contain it.
 *
 * ECS has no configuration files. The script travels in the `entryPoint` of the container definition: in the clear up to
 * 8 KiB, so that whoever reads the task definition can read it, and compressed beyond. A compressed script needs `base64`
 * and `gzip` in the image. Nothing is fetched at start, and no image is built.
 */
export class ContainerScript {
  /** Longest script, in bytes, that is sent in the clear. */
  public static readonly MAX_CLEAR_BYTES = 8 * 1024;

  /** What to pass as `entryPoint` of the container; the `command` becomes the arguments of the script. */
  public readonly entryPoint: string[];

  /** @throws an error where the script is empty or begins with a shebang line */
  constructor(props: ContainerScriptProps) {
    const { name, source } = props;
    const shell = props.shell ?? '/bin/bash';
    if (source.trim() === '') throw new ValidationError(`script "${name}" is empty`);
    if (source.startsWith('#!')) throw new ValidationError(`script "${name}" begins with a shebang line; name the shell with the prop "shell" instead`);
    this.entryPoint = [shell, '-c', ContainerScript.isShort(source) ? source : ContainerScript.selfExtracting(shell, source), name];
  }

  private static isShort(source: string): boolean {
    return Buffer.byteLength(source) <= ContainerScript.MAX_CLEAR_BYTES;
  }

  private static selfExtracting(shell: string, source: string): string {
    const packed = gzipSync(source, { level: 9 });
    // The header names the operating system; without it a script looks the same wherever it is synthesized.
    packed[GZIP_OS_BYTE] = GZIP_OS_UNKNOWN;
    return `exec ${shell} -c "$(printf %s '${packed.toString('base64')}' | base64 -d | gzip -dc)" "$0" "$@"`;
  }
}

/** Position and value in the header: RFC 1952, section 2.3. */
const GZIP_OS_BYTE = 9;
const GZIP_OS_UNKNOWN = 255;
