import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** Options for {@link Entrance.fromListener}. */
export interface ListenerEntranceProps {
  /** The listener. Who may reach it, its certificate and its TLS policy are its owner's. */
  readonly listener: elbv2.IApplicationListener;

  /** Host name by which requests for this server are told from others, such as `omero.example.org`. */
  readonly hostHeader: string;

  /** Priority of the rule, 1 to 50000, unique within the listener. The lowest number is tried first. */
  readonly priority: number;

  /**
   * Protocol of the listener.
   *
   * @default - that of the listener where it was created in this app; required for an imported one
   */
  readonly protocol?: elbv2.ApplicationProtocol;

  /**
   * Port of the listener, for the URL.
   *
   * @default - that of the listener where it was created in this app, otherwise 443 for HTTPS and 80 for HTTP
   */
  readonly port?: number;
}
