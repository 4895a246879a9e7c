import { type CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { LocalCloudError } from '../local-cloud-error';

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The physical ids of what stacks deployed, those of nested stacks included. */
export class StackResources {
  private readonly byType = new Map<string, string[]>();

  public static async of(client: CloudFormationClient, stacks: string[]): Promise<StackResources> {
    const resources = new StackResources();
    for (const stack of stacks) {
      await resources.add(client, stack);
    }
    return resources;
  }

  /** All of a type; fails where there is none, so that a check is never skipped in silence. */
  public all(type: string): string[] {
    const found = this.byType.get(type) ?? [];
    if (found.length === 0) {
      throw new LocalCloudError(`the stacks deploy no ${type}`);
    }
    return found;
  }

  public first(type: string): string {
    return this.all(type)[0];
  }

  private async add(client: CloudFormationClient, stack: string): Promise<void> {
    for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
      for (const { ResourceType: type, PhysicalResourceId: id } of page.StackResourceSummaries ?? []) {
        if (type === undefined || id === undefined) {
          continue;
        }
        this.byType.set(type, [...this.byType.get(type) ?? [], id]);
        if (type === NESTED_STACK) {
          await this.add(client, id);
        }
      }
    }
  }
}
