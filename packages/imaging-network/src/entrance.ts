import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { HttpEntranceProps } from './entrance-http';
import type { HttpsEntranceProps } from './entrance-https';
import type { ListenerEntranceProps } from './entrance-listener';
import { bindHttp } from './private/bind-http';
import { bindHttps } from './private/bind-https';
import { bindListener } from './private/bind-listener';

/** What an entrance is given by the server behind it. */
export interface EntranceBindOptions {
  /** Network of the server. */
  readonly vpc: ec2.IVpc;
}

/** What a server needs to know about its entrance. */
export interface EntranceConfig {
  /** Listener to add target groups to, with `conditions` and `priority`. Where both are missing, the target group is the default action. */
  readonly listener: elbv2.IApplicationListener;

  /**
   * Load balancer of the listener.
   *
   * @default - not known: the listener was imported
   */
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;

  /** Connections of the load balancer, for the server to allow. */
  readonly connections: ec2.Connections;

  /** What people type: `https://omero.example.org`. */
  readonly url: string;

  /** Host part of the URL. */
  readonly hostName: string;

  /** Whether clients speak HTTPS. */
  readonly encrypted: boolean;

  /**
   * Conditions of the listener rule.
   *
   * @default - the listener serves this server only
   */
  readonly conditions?: elbv2.ListenerCondition[];

  /**
   * Priority of the listener rule.
   *
   * @default - the listener serves this server only
   */
  readonly priority?: number;
}

/** The way by which browsers and HTTP clients reach a server: a load balancer of its own, or a listener that is shared. */
export abstract class Entrance {
  /**
   * A load balancer that speaks plain HTTP under its own DNS name. Internal by default. For a trial, or behind something that encrypts.
   *
   * Passwords and images cross the network in the clear: an internet-facing one is warned about.
   */
  public static http(props: HttpEntranceProps = {}): Entrance {
    return new EntranceBy((scope, options) => bindHttp(scope, options, props));
  }

  /**
   * A load balancer that speaks HTTPS under a name of yours. Internal by default.
   *
   * Makes the certificate and the DNS record in `hostedZone`, or takes a `certificate`. HTTP is redirected.
   */
  public static https(props: HttpsEntranceProps): Entrance {
    return new EntranceBy((scope, options) => bindHttps(scope, options, props));
  }

  /** A listener that exists and that several servers share, told apart by host name. */
  public static fromListener(props: ListenerEntranceProps): Entrance {
    return new EntranceBy((scope) => bindListener(scope, props));
  }

  /** Creates what the entrance needs below `scope`. Called once by the server behind it. */
  public abstract bind(scope: Construct, options: EntranceBindOptions): EntranceConfig;
}

class EntranceBy extends Entrance {
  constructor(private readonly binder: (scope: Construct, options: EntranceBindOptions) => EntranceConfig) {
    super();
  }

  public bind(scope: Construct, options: EntranceBindOptions): EntranceConfig {
    return this.binder(scope, options);
  }
}
