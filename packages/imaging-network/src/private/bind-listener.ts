import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Token } from 'aws-cdk-lib/core';
import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type { Construct } from 'constructs';
import type { EntranceConfig } from '../entrance';
import type { ListenerEntranceProps } from '../entrance-listener';
import { domainNameProblem } from './domain-name';

/** Takes part in a listener that exists. */
export function bindListener(scope: Construct, props: ListenerEntranceProps): EntranceConfig {
  const { listener, hostHeader, priority } = props;
  const problem = domainNameProblem('hostHeader', hostHeader) ?? priorityProblem(priority);
  if (problem) throw new ValidationError(problem, scope);
  const owned = listener instanceof elbv2.ApplicationListener ? listener : undefined;
  const protocol = props.protocol ?? owned?.protocol;
  if (!protocol) {
    throw new ValidationError(`the protocol of the imported listener for "${hostHeader}" is not known: pass protocol: ApplicationProtocol.HTTPS or HTTP`, scope);
  }
  const encrypted = protocol === elbv2.ApplicationProtocol.HTTPS;
  const port = props.port ?? owned?.port;
  return {
    listener,
    loadBalancer: owned?.loadBalancer,
    connections: listener.connections,
    url: `${encrypted ? 'https' : 'http'}://${hostHeader}${port === undefined || port === (encrypted ? 443 : 80) ? '' : `:${port}`}`,
    hostName: hostHeader,
    encrypted,
    conditions: [elbv2.ListenerCondition.hostHeaders([hostHeader])],
    priority,
  };
}

function priorityProblem(priority: number): string | undefined {
  if (Token.isUnresolved(priority) || (Number.isInteger(priority) && priority >= 1 && priority <= 50000)) return undefined;
  return `priority must be a whole number from 1 to 50000, unique within the listener; got ${priority}`;
}
