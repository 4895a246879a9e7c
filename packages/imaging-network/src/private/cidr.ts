import { Token } from 'aws-cdk-lib/core';

/** An IPv4 block, read from its text. */
export class Cidr {
  /** The block that the text names, or nothing where it names none. */
  public static parse(text: string): Cidr | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
    if (!match) return undefined;
    const [a, b, c, d, prefix] = match.slice(1).map(Number);
    if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
    return new Cidr(((a * 256 + b) * 256 + c) * 256 + d, prefix);
  }

  private constructor(private readonly address: number, public readonly prefix: number) {}

  /** Whether the address is the first of the block, as AWS wants it. */
  public get isCanonical(): boolean {
    return this.address % this.size === 0;
  }

  /** The same block, written with its first address. */
  public get canonical(): string {
    const first = this.address - (this.address % this.size);
    return `${[24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join('.')}/${this.prefix}`;
  }

  /** Whether the block lies within the private ranges of RFC 1918. */
  public get isPrivate(): boolean {
    return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((range) => Cidr.parse(range)?.contains(this));
  }

  private get size(): number {
    return 2 ** (32 - this.prefix);
  }

  private contains(other: Cidr): boolean {
    return other.address >= this.address && other.address + other.size <= this.address + this.size;
  }
}

/** Widest block that may be named as a source: AWS itself hands out nothing wider, and two /1 blocks are the world. */
const WIDEST_SOURCE = 8;

/**
 * Why a block cannot be a source of an entrance, or nothing where it can. Tokens are let through.
 */
export function sourceProblem(text: string): string | undefined {
  if (Token.isUnresolved(text)) return undefined;
  if (text === '0.0.0.0/0' || text === '::/0') {
    return `"${text}" is the whole world, which is not named by a block: write EntranceAccess.anywhere() if that is what you want`;
  }
  if (text.includes(':')) return `an entrance speaks IPv4 only; got "${text}": name an IPv4 block such as "192.0.2.0/24"`;
  const cidr = Cidr.parse(text);
  if (!cidr) return `an allowed source must be an IPv4 block such as "192.0.2.0/24"; got "${text}"`;
  if (!cidr.isCanonical) return `an allowed source must begin at the first address of its block; got "${text}": write "${cidr.canonical}"`;
  if (cidr.prefix < WIDEST_SOURCE) {
    return `an allowed source must be a /${WIDEST_SOURCE} or smaller; got "${text}": name narrower blocks, or write EntranceAccess.anywhere()`;
  }
  return undefined;
}
