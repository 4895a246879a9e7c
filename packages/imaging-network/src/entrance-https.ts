import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Duration } from 'aws-cdk-lib/core';
import type { HttpEntranceProps } from './entrance-http';

/** Options for {@link Entrance.https}. */
export interface HttpsEntranceProps extends HttpEntranceProps {
  /** Host name of the server, such as `omero.example.org`; within `hostedZone` where one is given. */
  readonly domainName: string;

  /**
   * Zone in Route 53 that gets the alias record, and the record by which ACM validates the certificate. A public one, also for an internal entrance.
   *
   * @default - none: `certificate` is required, and the record is yours to make
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * Certificate for `domainName`, in the Region of the load balancer.
   *
   * @default - a certificate of ACM, validated in `hostedZone`, with certificate transparency logging
   */
  readonly certificate?: acm.ICertificate;

  /**
   * TLS protocols and ciphers.
   *
   * The default takes TLS 1.3, and TLS 1.2 with ECDHE and AES-GCM only (forward secrecy), with hybrid post-quantum key exchange where the client can.
   *
   * @default elbv2.SslPolicy.TLS13_12_RES_PQ
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * How long browsers shall insist on HTTPS for this host name (HTTP Strict Transport Security). `Duration.seconds(0)` makes them forget.
   *
   * @default Duration.days(365)
   */
  readonly strictTransportSecurity?: Duration;
}
