const GIB = 1024;
const UNITS_PER_VCPU = 1024;

/** CPU units and the memory in MiB that Fargate offers with them: Amazon ECS Developer Guide, "Fargate task definition: task CPU and memory". */
const SIZES: { cpu: number; memory: number[] }[] = [
  { cpu: 256, memory: [512, 1 * GIB, 2 * GIB] },
  { cpu: 512, memory: range(1, 4, 1) },
  { cpu: 1024, memory: range(2, 8, 1) },
  { cpu: 2048, memory: range(4, 16, 1) },
  { cpu: 4096, memory: range(8, 30, 1) },
  { cpu: 8192, memory: range(16, 60, 4) },
  { cpu: 16384, memory: range(32, 120, 8) },
];

/**
 * Why Fargate would refuse the size, or nothing where it would not.
 *
 * @param cpu CPU units; unchecked where not known at synthesis
 * @param memory MiB; unchecked where not known at synthesis
 */
export function fargateSizeProblem(cpu: string | undefined, memory: string | undefined): string | undefined {
  if (cpu === undefined || memory === undefined) return undefined;
  const size = SIZES.find((candidate) => candidate.cpu === Number(cpu));
  if (!size) {
    return `Fargate has no tasks of ${cpu} CPU units (${vcpus(Number(cpu))}); choose one of ${SIZES.map((candidate) => candidate.cpu).join(', ')} `
      + `units (${SIZES.map((candidate) => candidate.cpu / UNITS_PER_VCPU).join(', ')} vCPU)`;
  }
  if (size.memory.includes(Number(memory))) return undefined;
  const [least, next] = size.memory;
  return `Fargate does not offer ${memory} MiB with ${cpu} CPU units (${vcpus(Number(cpu))}); choose ${least} to ${size.memory[size.memory.length - 1]} MiB`
    + (size.cpu === 256 ? ' (512, 1024 or 2048)' : ` in steps of ${next - least} MiB`);
}

function range(fromGib: number, toGib: number, stepGib: number): number[] {
  const sizes: number[] = [];
  for (let size = fromGib; size <= toGib; size += stepGib) sizes.push(size * GIB);
  return sizes;
}

function vcpus(units: number): string {
  return `${units / UNITS_PER_VCPU} vCPU`;
}
