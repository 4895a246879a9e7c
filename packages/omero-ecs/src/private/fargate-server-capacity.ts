import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { wholeGibibytes, wholeMebibytes } from './whole-size';
import type { FargateCapacityProps, ServerCapacity, ServerCapacityConfig } from '../server-capacity';

const CPU = 2;
const MEMORY_MIB = 8 * 1024;
const VCPUS = [1, 2, 4, 8, 16];

/** Fargate waits at most two minutes between SIGTERM and SIGKILL: Amazon ECS Developer Guide, "stopTimeout". */
const MAX_STOP_TIMEOUT_SECONDS = 120;

export class FargateServerCapacity implements ServerCapacity {
  constructor(private readonly props: FargateCapacityProps) {}

  public bind(scope: Construct): ServerCapacityConfig {
    const cpu = this.props.cpu ?? CPU;
    const memoryMiB = this.props.memory ? wholeMebibytes(scope, 'memory', this.props.memory) : MEMORY_MIB;
    if (!VCPUS.includes(cpu)) {
      throw new ValidationError(`cpu must be a number of vCPUs that Fargate has for a server, ${VCPUS.join(', ')}; got ${Token.isUnresolved(cpu) ? 'a token: write the number' : cpu}`, scope);
    }
    return {
      taskDefinition: new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
        cpu: cpu * 1024,
        memoryLimitMiB: memoryMiB,
        ephemeralStorageGiB: this.ephemeralStorage(scope),
        runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
      }),
      memoryMiB,
      maxStopTimeoutSeconds: MAX_STOP_TIMEOUT_SECONDS,
    };
  }

  private ephemeralStorage(scope: Construct): number | undefined {
    if (!this.props.ephemeralStorage) return undefined;
    const gibibytes = wholeGibibytes(scope, 'ephemeralStorage', this.props.ephemeralStorage);
    if (Token.isUnresolved(gibibytes) || (gibibytes >= 21 && gibibytes <= 200)) return gibibytes;
    throw new ValidationError(`ephemeralStorage must be 21 to 200 GiB, what Fargate offers; got ${gibibytes} GiB: leave it out for 20 GiB`, scope);
  }
}
