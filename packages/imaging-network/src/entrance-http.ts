import type { Duration } from 'aws-cdk-lib/core';
import type { AccessLogs } from './access-logs';
import type { EntranceAccess } from './entrance-access';

/** Options for {@link Entrance.http}. */
export interface HttpEntranceProps {
  /**
   * Where the entrance can be reached from.
   *
   * @default EntranceAccess.internal()
   */
  readonly access?: EntranceAccess;

  /**
   * Where the access logs go.
   *
   * @default AccessLogs.toNewBucket()
   */
  readonly accessLogs?: AccessLogs;

  /**
   * How long a connection may be silent; 1 to 4000 seconds.
   *
   * Must exceed the time that the server takes for its slowest answer. OMERO.web ends a worker after 60 seconds
   * (`omero.web.wsgi_timeout`): a load balancer that gives up first would answer 504 for a request that is still running.
   * Values up to 60 seconds are warned about.
   *
   * @default Duration.seconds(120)
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether the load balancer refuses to be deleted.
   *
   * It holds no data, and with it on, deleting the stack fails until it is switched off and deployed.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
}
