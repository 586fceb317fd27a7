import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { expect } from 'chai';

import { startEmulator } from './emulator.ts';
import { createChangeSet, eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const TOPIC = { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } } };

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  await eventually(`process ${pid} to end`, () => Promise.resolve(alive(pid) ? undefined : true));
}

describe('the emulator comes and goes', function () {
  this.timeout(60_000);
  const emulator = useEmulator();

  it('takes a free port of 127.0.0.1 and runs beside others', async () => {
    const second = await startEmulator();
    expect(second.endpoint).to.match(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(second.endpoint).to.not.equal(emulator().endpoint);
    const client = new CloudFormationClient(emulator().clientConfig());
    await createChangeSet(client, { stackName: 'first', type: 'CREATE', template: TOPIC });
    expect((await client.send(new DescribeStacksCommand({}))).Stacks).to.have.length(1);
    const other = new CloudFormationClient(second.clientConfig());
    expect((await other.send(new DescribeStacksCommand({}))).Stacks).to.deep.equal([]);
    await second.stop();
    expect(alive(second.pid)).to.equal(false);
  });

  it('says which port is taken', async () => {
    const port = Number(new URL(emulator().endpoint).port);
    const started = await startEmulator({ port }).then(
      () => 'started',
      (error: unknown) => String(error),
    );
    expect(started).to.contain(`port ${port} of 127.0.0.1 cannot be used`);
  });

  it('ends when the process that started it is killed', async () => {
    const script = `const { startEmulator } = await import('./test/emulator/emulator.ts');
      console.log((await startEmulator()).pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const pid = Number(line);
    expect(alive(pid)).to.equal(true);
    parent.kill('SIGKILL');
    await gone(pid);
  });

  it('keeps accounts and regions apart', async () => {
    await emulator().reset();
    const places = [
      emulator().clientConfig('eu-west-1'),
      emulator().clientConfig('us-east-1', '111111111111'),
      emulator().clientConfig('eu-west-1', '111111111111'),
    ];
    const ids = [];
    for (const place of places) {
      const client = new CloudFormationClient(place);
      ids.push((await createChangeSet(client, { stackName: 'same', type: 'CREATE', template: TOPIC })).StackId);
      expect((await client.send(new DescribeStacksCommand({}))).Stacks).to.have.length(1);
    }
    expect(ids.map((id) => id?.split(':').slice(3, 5).join('/'))).to.deep.equal([
      'eu-west-1/000000000000',
      'us-east-1/111111111111',
      'eu-west-1/111111111111',
    ]);
  });
});
