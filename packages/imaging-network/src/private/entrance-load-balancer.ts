import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Token } from 'aws-cdk-lib/core';
import { acknowledge, privateSubnets, ValidationError, warn } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { Construct } from 'constructs';
import { AccessLogs } from '../access-logs';
import { EntranceAccess } from '../entrance-access';
import type { HttpEntranceProps } from '../entrance-http';
import { sourceProblem } from './cidr';
import { vpcCidr } from './vpc-cidr';

/** What differs between the load balancers of entrances. */
export interface EntranceLoadBalancerProps extends HttpEntranceProps {
  readonly vpc: ec2.IVpc;
  /** Ports that are opened to those who may enter. */
  readonly ports: number[];
}

/** Worker timeout of OMERO.web's gunicorn, `omero.web.wsgi_timeout`. */
const SLOWEST_ANSWER = Duration.seconds(60);

/** The load balancer of an entrance: closed unless named, logged, without listeners yet. */
export class EntranceLoadBalancer {
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  constructor(private readonly scope: Construct, private readonly props: EntranceLoadBalancerProps) {
    const access = props.access ?? EntranceAccess.internal();
    const sources = this.sources(access);
    this.loadBalancer = this.createLoadBalancer(access);
    this.open(sources);
    this.log();
    this.acknowledgeDeletion();
  }

  private createLoadBalancer(access: EntranceAccess): elbv2.ApplicationLoadBalancer {
    return new elbv2.ApplicationLoadBalancer(this.scope, 'LoadBalancer', {
      vpc: this.props.vpc,
      vpcSubnets: this.subnets(access),
      internetFacing: access.isInternetFacing,
      idleTimeout: this.idleTimeout(),
      deletionProtection: this.props.deletionProtection ?? false,
      dropInvalidHeaderFields: true,
    });
  }

  private subnets(access: EntranceAccess): ec2.SubnetSelection {
    const { vpc } = this.props;
    const selection = access.isInternetFacing ? { subnetType: ec2.SubnetType.PUBLIC } : privateSubnets(this.scope, vpc);
    if (access.isInternetFacing && vpc.publicSubnets.length === 0) {
      throw new ValidationError('an internet-facing entrance needs public subnets; the VPC has none: use EntranceAccess.internal(), or add public subnets', this.scope);
    }
    const { subnetIds } = vpc.selectSubnets(selection);
    if (subnetIds.length < 2 && !Token.isUnresolved(subnetIds)) {
      throw new ValidationError(
        `a load balancer needs subnets in at least two Availability Zones; the VPC has ${subnetIds.length} `
        + `${access.isInternetFacing ? 'public' : 'private'} subnet: add one in another zone`, this.scope,
      );
    }
    return selection;
  }

  private idleTimeout(): Duration {
    const timeout = this.props.idleTimeout ?? Duration.seconds(120);
    if (timeout.isUnresolved()) return timeout;
    const seconds = timeout.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 4000) {
      throw new ValidationError(`idleTimeout must be 1 to 4000 whole seconds; got ${seconds} seconds`, this.scope);
    }
    if (seconds <= SLOWEST_ANSWER.toSeconds()) {
      warn(
        this.scope, 'imaging-network:shortIdleTimeout',
        `idleTimeout is ${seconds} seconds, but a web server may take ${SLOWEST_ANSWER.toSeconds()} seconds for an answer: slow requests will end with status 504`,
      );
    }
    return timeout;
  }

  private sources(access: EntranceAccess): string[] {
    if (access.isAnywhere) return ['0.0.0.0/0'];
    const problem = access.allowedCidrs.map(sourceProblem).find((found) => found !== undefined);
    if (problem) throw new ValidationError(problem, this.scope);
    const own = access.isInternetFacing ? undefined : vpcCidr(this.props.vpc);
    const sources = [...new Set([...(own ? [own] : []), ...access.allowedCidrs])];
    if (sources.length > 0) return sources;
    throw new ValidationError(
      access.isInternetFacing
        ? 'an internet-facing entrance needs allowedCidrs, at least one; got none: name the networks that may enter, or write EntranceAccess.anywhere()'
        : 'the CIDR of the imported VPC is not known: pass vpcCidrBlock to Vpc.fromVpcAttributes, or EntranceAccess.internal({ allowedCidrs })',
      this.scope,
    );
  }

  private open(sources: string[]): void {
    for (const port of this.props.ports) {
      for (const source of sources) {
        this.loadBalancer.connections.allowFrom(ec2.Peer.ipv4(source), ec2.Port.tcp(port), `HTTP${port === 443 ? 'S' : ''} from ${source}`);
      }
    }
  }

  /* ApplicationLoadBalancer.logAccessLogs needs a Region, and names an account per Region in the bucket policy. */
  private log(): void {
    const logs = (this.props.accessLogs ?? AccessLogs.toNewBucket()).bind(this.scope);
    if (!logs) return;
    this.loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
    this.loadBalancer.setAttribute('access_logs.s3.bucket', logs.bucket.bucketName);
    if (logs.prefix) this.loadBalancer.setAttribute('access_logs.s3.prefix', logs.prefix);
    if (logs.bucket.policy) this.loadBalancer.node.defaultChild?.node.addDependency(logs.bucket.policy);
  }

  private acknowledgeDeletion(): void {
    if (this.props.deletionProtection) return;
    acknowledge(
      this.loadBalancer, ['HIPAA.Security-ELBDeletionProtectionEnabled', 'NIST.800.53.R5-ELBDeletionProtectionEnabled'],
      'the load balancer holds no data and is created again by a deployment; what it logged is retained. deletionProtection: true turns the protection on',
    );
  }
}
