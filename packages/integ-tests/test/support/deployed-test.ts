import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { DataRemoval } from '@cdk-imaging/imaging-core';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';

/** Stacks that are deployed, looked at through the AWS API, and deleted with their data. */
export class DeployedTest {
  private readonly app = new App({
    // What the snapshot does not need, and what would change it without changing what is deployed.
    treeMetadata: false,
    analyticsReporting: false,
    stackTraces: false,
    postCliContext: { [DataRemoval.DESTROY_DATA_CONTEXT]: true },
  });

  private readonly stacks: Stack[] = [];

  /** @param name begins the names of the stacks, so that tests do not meet in one account */
  constructor(private readonly name: string) {}

  /** Adds a stack; the first one may do without a suffix. */
  public stack(suffix = '', props: StackProps = {}): Stack {
    const stack = new Stack(this.app, `Integ${this.name}${suffix}`, props);
    this.stacks.push(stack);
    return stack;
  }

  /** What to call once everything is in the stacks: gives the object to assert with. */
  public assertions(): IntegTest['assertions'] {
    return new IntegTest(this.app, `Integ${this.name}Test`, {
      testCases: this.stacks,
      // Without it, runs would first deploy the committed snapshot, and the snapshot would have to carry the files that it deploys.
      stackUpdateWorkflow: false,
    }).assertions;
  }
}
