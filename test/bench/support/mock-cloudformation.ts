import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeployedStack } from '../../../processor/model/stack.ts';

/** An answering machine in place of CloudFormation and STS, on the loopback interface. */
export interface MockCloudFormation {
  /** Environment that leads the program to it. */
  readonly env: Readonly<Record<string, string>>;
  /** The actions that were asked for since the last look. */
  takeCalls(): readonly string[];
  close(): void;
}

/** Stacks on one page of DescribeStacks. */
export const PAGE = 100;

/**
 * Answers DescribeStacks with pages of these stacks, GetTemplate with an empty one, GetCallerIdentity; nothing else.
 */
export async function startMock(stacks: readonly DeployedStack[]): Promise<MockCloudFormation> {
  const pages = Array.from({ length: Math.ceil(stacks.length / PAGE) }, (_, page) =>
    stacks
      .slice(page * PAGE, (page + 1) * PAGE)
      .map(stackXml)
      .join(''),
  );
  let calls: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const asked = new URLSearchParams(body);
      const action = asked.get('Action') ?? `${request.method ?? ''} ${request.url ?? ''}`;
      calls.push(action);
      const result = answer(action, asked, pages);
      response.statusCode = result === undefined ? 400 : 200;
      response.setHeader('content-type', 'text/xml');
      response.end(result === undefined ? refusal(action) : wrap(action, result));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    takeCalls: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(action: string, asked: URLSearchParams, pages: readonly string[]): string | undefined {
  switch (action) {
    case 'GetCallerIdentity':
      return '<Arn>arn:aws:iam::000000000000:user/bench</Arn><UserId>U</UserId><Account>000000000000</Account>';
    case 'DescribeStacks': {
      const page = Number(asked.get('NextToken') ?? 0);
      const next = page + 1 < pages.length ? `<NextToken>${page + 1}</NextToken>` : '';
      return asked.has('StackName') ? undefined : `<Stacks>${pages[page] ?? ''}</Stacks>${next}`;
    }
    case 'GetTemplate':
      return '<TemplateBody>{"Resources":{}}</TemplateBody>';
    default:
      return undefined;
  }
}

function stackXml({ stackName, stackId, status, outputs, tags, createdAt }: DeployedStack): string {
  return (
    `<member><StackName>${stackName}</StackName><StackId>${stackId}</StackId><StackStatus>${status}</StackStatus>` +
    `<CreationTime>${createdAt ?? ''}</CreationTime>` +
    `<Outputs>${membersXml(outputs, 'OutputKey', 'OutputValue')}</Outputs>` +
    `<Tags>${membersXml(tags, 'Key', 'Value')}</Tags></member>`
  );
}

function membersXml(map: Readonly<Record<string, string>>, key: string, value: string): string {
  return Object.entries(map)
    .map(([name, text]) => `<member><${key}>${name}</${key}><${value}>${text}</${value}></member>`)
    .join('');
}

function wrap(action: string, result: string): string {
  const id = '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>';
  return `<${action}Response><${action}Result>${result}</${action}Result>${id}</${action}Response>`;
}

function refusal(action: string): string {
  const error = `<Type>Sender</Type><Code>ValidationError</Code><Message>no ${action} here</Message>`;
  return `<ErrorResponse><Error>${error}</Error><RequestId>r</RequestId></ErrorResponse>`;
}
