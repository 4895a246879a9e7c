import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import { acknowledge, ValidationError, warn } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { Construct } from 'constructs';
import { FlowLogs } from './flow-logs';
import { NetworkEgress } from './network-egress';
import { Cidr } from './private/cidr';

/** Options for {@link ImagingNetwork}. */
export interface ImagingNetworkProps {
  /**
   * IPv4 block of the network, `/16` to `/24`, which has to differ from those that it will be connected with. Outside of the private
   * ranges (RFC 1918) it is warned about.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * Number of Availability Zones, 2 to 6. A stack without a Region has 2 at most, and a Region may have fewer than asked for.
   *
   * @default 2
   */
  readonly maxAzs?: number;

  /**
   * How servers reach what is outside.
   *
   * @default NetworkEgress.nat()
   */
  readonly egress?: NetworkEgress;

  /**
   * Where flow logs go.
   *
   * @default FlowLogs.toCloudWatchLogs()
   */
  readonly flowLogs?: FlowLogs;
}

/**
 * A network for imaging servers: private subnets for servers and data, public ones for NAT gateways and internet-facing entrances.
 */
export class ImagingNetwork extends Construct {
  /** The network. */
  public readonly vpc: ec2.IVpc;

  private readonly cidr: string;
  private endpointSecurityGroup?: ec2.SecurityGroup;

  /** @throws an error where `cidr`, `maxAzs` or the number of NAT gateways cannot work */
  constructor(scope: Construct, id: string, props: ImagingNetworkProps = {}) {
    super(scope, id);
    const egress = props.egress ?? NetworkEgress.nat();
    const maxAzs = props.maxAzs ?? 2;
    this.cidr = props.cidr ?? '10.0.0.0/16';
    this.validateCidr();
    this.validateZones(maxAzs, egress);
    this.vpc = this.createVpc(maxAzs, egress);
    for (const service of egress.services) this.addEndpoint(endpointId(service), service);
    (props.flowLogs ?? FlowLogs.toCloudWatchLogs()).bind(this, { vpc: this.vpc });
  }

  /** Adds an interface endpoint for an AWS service, reachable from within the network on port 443 only. */
  public addEndpoint(id: string, service: ec2.InterfaceVpcEndpointAwsService): ec2.IInterfaceVpcEndpoint {
    this.endpointSecurityGroup ??= this.createEndpointSecurityGroup();
    return this.vpc.addInterfaceEndpoint(id, {
      service,
      open: false,
      securityGroups: [this.endpointSecurityGroup],
      subnets: { subnetGroupName: 'Private' },
    });
  }

  private createVpc(maxAzs: number, egress: NetworkEgress): ec2.Vpc {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(this.cidr),
      maxAzs,
      natGateways: egress.natGateways,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: egress.natGateways > 0 ? ec2.SubnetType.PRIVATE_WITH_EGRESS : ec2.SubnetType.PRIVATE_ISOLATED },
      ],
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    });
    acknowledgeDesign(vpc);
    this.warnOfFewerZones(maxAzs, vpc);
    return vpc;
  }

  private createEndpointSecurityGroup(): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'EndpointSecurityGroup', {
      vpc: this.vpc,
      description: 'VPC endpoints, reached from within the network',
      allowAllOutbound: false,
    });
    group.addIngressRule(ec2.Peer.ipv4(this.cidr), ec2.Port.HTTPS, 'HTTPS from the network');
    return group;
  }

  private warnOfFewerZones(maxAzs: number, vpc: ec2.Vpc): void {
    const zones = vpc.availabilityZones.length;
    if (zones >= maxAzs) return;
    warn(this, 'imaging-network:fewerZones', `maxAzs is ${maxAzs}, but the network has ${zones} Availability Zones: `
      + 'give the stack an account and a Region that has as many');
  }

  private validateCidr(): void {
    const problem = cidrProblem(this.cidr);
    if (problem) throw new ValidationError(problem, this);
    if (Cidr.parse(this.cidr)?.isPrivate) return;
    warn(this, 'imaging-network:publicCidr', `cidr "${this.cidr}" is not within the private ranges 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16: `
      + 'hosts of the internet with these addresses cannot be reached from the network');
  }

  private validateZones(maxAzs: number, egress: NetworkEgress): void {
    if (!Number.isInteger(maxAzs) || maxAzs < 2 || maxAzs > 6) {
      throw new ValidationError(`maxAzs must be a whole number from 2, which load balancers and databases need, to 6; got ${maxAzs}`, this);
    }
    if (egress.natGateways <= maxAzs) return;
    throw new ValidationError(`gateways must be at most the number of Availability Zones, ${maxAzs}; got ${egress.natGateways}`, this);
  }
}

function cidrProblem(text: string): string | undefined {
  if (Token.isUnresolved(text)) return 'cidr must be known at synthesis, because subnets are cut from it; got a token: write the block as text';
  const cidr = Cidr.parse(text);
  if (!cidr) return `cidr must be an IPv4 block such as "10.0.0.0/16"; got "${text}"`;
  if (cidr.prefix < 16 || cidr.prefix > 24) return `cidr must be a /16 to a /24, with room for the subnets; got "${text}"`;
  if (!cidr.isCanonical) return `cidr must begin at the first address of its block; got "${text}": write "${cidr.canonical}"`;
  return undefined;
}

/* "com.amazonaws.us-east-1.ecr.api" has the short name "ecr.api". */
function endpointId(service: ec2.InterfaceVpcEndpointAwsService): string {
  return service.shortName.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function acknowledgeDesign(vpc: ec2.Vpc): void {
  acknowledge(
    vpc, ['HIPAA.Security-VPCDefaultSecurityGroupClosed', 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed'],
    'closing the default security group takes a custom resource with a Lambda function. Nothing uses that group: every resource of these libraries names its own',
  );
  for (const subnet of vpc.publicSubnets) {
    const route = subnet.node.tryFindChild('DefaultRoute');
    if (!route) continue;
    acknowledge(
      route, ['HIPAA.Security-VPCNoUnrestrictedRouteToIGW', 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW'],
      'the public subnets are for NAT gateways and internet-facing load balancers only: they give no public addresses, and the libraries refuse to place servers there',
    );
  }
}
