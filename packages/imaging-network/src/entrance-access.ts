/** Options for {@link EntranceAccess.internal}. */
export interface InternalAccessOptions {
  /**
   * IPv4 blocks that may enter besides the VPC itself, such as those behind a VPN or a peering connection; `/8` or smaller.
   *
   * @default - only the VPC
   */
  readonly allowedCidrs?: string[];
}

/** Options for {@link EntranceAccess.internetFacing}. */
export interface InternetFacingAccessProps {
  /** IPv4 blocks that may enter, at least one, `/8` or smaller. The whole world is not a block: see {@link EntranceAccess.anywhere}. */
  readonly allowedCidrs: string[];
}

/** Says where an entrance can be reached from. */
export class EntranceAccess {
  /** From the VPC, and from the networks that are named. The load balancer has no public address. */
  public static internal(options: InternalAccessOptions = {}): EntranceAccess {
    return new EntranceAccess(false, options.allowedCidrs ?? [], false);
  }

  /** From named networks over the internet. The load balancer has public addresses. */
  public static internetFacing(props: InternetFacingAccessProps): EntranceAccess {
    return new EntranceAccess(true, props.allowedCidrs, false);
  }

  /** From the whole internet. */
  public static anywhere(): EntranceAccess {
    return new EntranceAccess(true, [], true);
  }

  private constructor(
    /** Whether the load balancer has public addresses. */
    public readonly isInternetFacing: boolean,
    /** Blocks that were named. */
    public readonly allowedCidrs: string[],
    /** Whether everybody may enter. */
    public readonly isAnywhere: boolean,
  ) {}
}
