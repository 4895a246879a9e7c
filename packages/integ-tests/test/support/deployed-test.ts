import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { DataRemoval } from '@cdk-imaging/imaging-core';
import { App, Aspects, CfnResource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { type Service, ValueReader } from './value-reader';

export { ABSENT } from './value-reader';

/** Stacks that are deployed, looked at through the AWS API, and deleted with their data. */
export class DeployedTest {
  private readonly app = new App({
    // What would make the snapshot differ between machines and releases without a difference in what is deployed.
    treeMetadata: false,
    analyticsReporting: false,
    stackTraces: false,
    postCliContext: { [DataRemoval.DESTROY_DATA_CONTEXT]: true },
  });

  private readonly stacks: Stack[] = [];
  private assertions?: { readonly calls: IntegTest['assertions']; readonly reader: ValueReader };

  /** @param name begins the names of the stacks, so that tests do not meet in one account */
  constructor(private readonly name: string) {}

  /** Adds a stack. All of them come before the first expectation. */
  public stack(suffix = ''): Stack {
    const stack = new Stack(this.app, `Integ${this.name}${suffix}`);
    this.stacks.push(stack);
    return stack;
  }

  /**
   * Expects an answer of AWS to hold what is given, and lists to hold no more than that.
   *
   * `service` is the name of the package in the AWS SDK, without `@aws-sdk/client-`.
   * For answers below 4 KiB, which is the most that CloudFormation takes from a custom resource.
   */
  public expect(service: string, api: string, input: object, answer: Record<string, unknown>): void {
    this.asserting().calls.awsApiCall(service, api, input).expect(ExpectedResult.objectLike(answer));
  }

  /**
   * Expects values within an answer of AWS of any size.
   *
   * @param values by path, such as `services.0.desiredCount`, or `environment[name=PGPORT].value` in a list in no certain order; ABSENT for none
   */
  public expectValues(service: Service, api: string, input: object, values: Record<string, unknown>): void {
    const { calls, reader } = this.asserting();
    const request = reader.request(service, api, input, Object.keys(values));
    calls.invokeFunction(request).expect(ExpectedResult.objectLike({ Payload: Match.serializedJson(values) }));
  }

  private asserting() {
    this.assertions ??= this.startAsserting();
    return this.assertions;
  }

  private startAsserting() {
    const assertionStack = new Stack(this.app, `Integ${this.name}Assertions`);
    Aspects.of(assertionStack).add({ visit: withoutTime });
    const { assertions } = new IntegTest(this.app, `Integ${this.name}Test`, {
      testCases: this.stacks,
      assertionStack,
      // The update workflow is off, and without this the snapshot would carry the files for it.
      stackUpdateWorkflow: false,
    });
    return { calls: assertions, reader: new ValueReader(assertionStack) };
  }
}

/** An assertion carries the time of its synthesis, to be run again by an update. Here stacks are always new, and snapshots shall stay the same. */
function withoutTime(construct: IConstruct): void {
  if (CfnResource.isCfnResource(construct) && construct.cfnResourceType.startsWith('Custom::DeployAssert')) {
    construct.addPropertyOverride('salt', 'none');
  }
}
