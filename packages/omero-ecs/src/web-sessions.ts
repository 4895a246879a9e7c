import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { RedisWebSessions } from './private/redis-web-sessions';
import { StickyWebSessions } from './private/sticky-web-sessions';

/** A Redis replication group for the sessions of OMERO.web. */
export interface RedisSessionsProps {
  /**
   * Type of the cache nodes.
   *
   * @default 'cache.t4g.micro' (0.5 GiB, enough for tens of thousands of sessions)
   */
  readonly nodeType?: string;

  /**
   * Number of replicas, each in another Availability Zone, one of which takes over when the primary fails: 1 to 5.
   *
   * @default 1
   */
  readonly replicas?: number;
}

/** What the sessions of OMERO.web are asked for. */
export interface WebSessionsBindOptions {
  /** VPC of the web tasks. */
  readonly vpc: ec2.IVpc;
  /** The web tasks, which need to reach the session store. */
  readonly client: ec2.IConnectable;
  /**
   * Key that encrypts the session store.
   *
   * @default - the keys that AWS manages
   */
  readonly encryptionKey?: kms.IKey;
  /**
   * What happens to the generated password of the session store when it leaves the stack.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** What OMERO.web needs to know of its sessions. */
export interface WebSessionsConfig {
  /** Whether the load balancer must send a browser to the same task each time. */
  readonly sticky: boolean;
  /** Environment variables for the start script. */
  readonly environment: Record<string, string>;
  /** Secret environment variables for the start script. */
  readonly secrets: Record<string, ecs.Secret>;
}

/** Where OMERO.web keeps the sessions of signed-in users. */
export abstract class WebSessions {
  /**
   * Keeps sessions in files of each task; the load balancer sends a browser to the same task each time.
   *
   * Costs nothing. When a task is replaced, its users sign in again.
   */
  public static sticky(): WebSessions {
    return new StickyWebSessions();
  }

  /**
   * Keeps sessions in a Redis replication group: encrypted, with a generated password, reachable from the web tasks only.
   *
   * Users stay signed in when tasks are replaced.
   *
   * @throws an error for a number of replicas outside of 1 to 5
   */
  public static redis(props: RedisSessionsProps = {}): WebSessions {
    return new RedisWebSessions(props);
  }

  /** Creates what the sessions need. Called once by the web construct. */
  public abstract bind(scope: Construct, options: WebSessionsBindOptions): WebSessionsConfig;
}
