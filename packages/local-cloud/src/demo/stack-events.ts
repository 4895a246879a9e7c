import { type CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';

/** The newest event of each stack. A deployment that changes nothing adds none. */
export async function newestEvents(client: CloudFormationClient, stacks: string[]): Promise<Map<string, string>> {
  const newest = new Map<string, string>();
  for (const stack of stacks) {
    const { StackEvents: events } = await client.send(new DescribeStackEventsCommand({ StackName: stack }));
    newest.set(stack, events?.[0]?.EventId ?? '');
  }
  return newest;
}
