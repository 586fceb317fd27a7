import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createReceiver, type ReceiverOptions } from '../../../../processor/adapters/http/create-receiver.ts';
import { send } from '../../../helpers/deliveries.ts';

const CAP = 64 * 1024;

describe('the receiver', () => {
  let server: Server;
  let port: number;
  let received: Uint8Array[];
  let faults: unknown[];

  async function start(change: Partial<ReceiverOptions> = {}): Promise<void> {
    received = [];
    faults = [];
    server = createReceiver({
      bodyCap: CAP,
      bodyBudget: 4 * CAP,
      deadline: 10_000,
      onFault: (error) => faults.push(error),
      routes: {
        '/healthz': { method: 'GET', answer: () => ({ status: 200, message: 'alive' }) },
        '/hook': {
          method: 'POST',
          begin: (headers) =>
            headers.has('x-refuse')
              ? { refused: { status: 401, message: 'refused' } }
              : {
                  receive: async (body) => {
                    received.push(body);
                    await sleep(Number(headers.get('x-wait')?.[0] ?? '0'));
                    if (headers.has('x-fault')) throw new TypeError('a bug');
                    return { status: 202, message: String(body.byteLength) };
                  },
                },
        },
      },
      ...change,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  }

  beforeEach('start it', () => start());
  afterEach('stop it', async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Writes bytes on a connection and gives all that comes back until it is closed. */
  async function talk(...texts: readonly (string | Buffer)[]): Promise<string> {
    const socket = open();
    for (const text of texts) socket.write(text);
    return answerOf(socket);
  }

  function open(): Socket {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    return socket;
  }

  async function answerOf(socket: Socket): Promise<string> {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(socket, 'close');
    return text;
  }

  function post(headers: readonly string[], body = ''): string {
    return ['POST /hook HTTP/1.1', 'Host: localhost', ...headers, '', body].join('\r\n');
  }

  it('gives a body to its route as the bytes that came', async () => {
    const body = '{"text":"\\u00e9 é"}';

    expect(await send(port, { method: 'POST', path: '/hook', body })).to.deep.equal({
      status: 202,
      message: String(Buffer.byteLength(body)),
    });
    expect(Buffer.from(received[0] ?? []).toString()).to.equal(body);
  });

  it('answers what it is asked for its health, and nothing anywhere else', async () => {
    const asked = await Promise.all(
      ['/healthz', '/healthz?probe=1', '/', '/hook/', '/constructor', '/__proto__', '/healthz/../hook'].map((path) =>
        send(port, { method: 'GET', path }),
      ),
    );

    expect(asked.map(({ status }) => status)).to.deep.equal([200, 200, 404, 404, 404, 404, 404]);
  });

  it('names the method of a path that was asked with another one', async () => {
    expect((await send(port, { method: 'PUT', path: '/hook' })).message).to.equal('only POST is answered here');
    expect(await talk('DELETE /healthz HTTP/1.1\r\nHost: a\r\n\r\n')).to.match(/^HTTP\/1.1 405 [^]*\r\nallow: GET\r\n/);
    expect(await talk('HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).to.match(/^HTTP\/1.1 200 /);
  });

  it('99: refuses a length above the cap before a byte of the body came', async () => {
    expect(await talk(post([`Content-Length: ${CAP + 1}`]))).to.match(/^HTTP\/1.1 413 /);
    expect(received).to.deep.equal([]);
  });

  it('99: takes a body of exactly the cap', async () => {
    const body = 'x'.repeat(CAP);

    expect((await send(port, { method: 'POST', path: '/hook', body })).status).to.equal(202);
  });

  it('99: refuses a body without a length as soon as it is above the cap', async () => {
    const chunk = `${CAP.toString(16)}\r\n${'x'.repeat(CAP)}\r\n`;
    const answer = await talk(post(['Transfer-Encoding: chunked']), chunk, chunk);

    expect(answer).to.match(/^HTTP\/1.1 413 /);
    expect(received).to.deep.equal([]);
  });

  it('tells who asks first that the body is not wanted', async () => {
    const refused = await talk(post([`Content-Length: ${CAP + 1}`, 'Expect: 100-continue']));
    const wanted = await talk(post(['Content-Length: 2', 'Expect: 100-continue', 'Connection: close']), '{}');

    expect(refused).to.match(/^HTTP\/1.1 413 /);
    expect(wanted).to.match(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 202 /);
  });

  it('refuses by the headers alone, whatever body was announced', async () => {
    const answer = await talk(post(['Content-Length: 1000', 'X-Refuse: 1']));

    expect(answer).to.match(/^HTTP\/1.1 401 [^]*\{"message":"refused"\}\n$/);
    expect(received).to.deep.equal([]);
  });

  it('keeps no more than its budget of all bodies together, and gives it back', async () => {
    const sockets = Array.from({ length: 6 }, open);
    const answers = sockets.map(answerOf);
    for (const socket of sockets)
      socket.write(post([`Content-Length: ${CAP}`, 'Connection: close'], 'x'.repeat(CAP - 1)));
    await sleep(300);
    for (const socket of sockets) if (socket.writable) socket.write('x');
    const statuses = (await Promise.all(answers)).map((text) => text.slice(9, 12)).sort();

    expect(statuses).to.deep.equal(['202', '202', '202', '202', '503', '503']);
    expect((await send(port, { method: 'POST', path: '/hook', body: 'x'.repeat(CAP) })).status).to.equal(202);
  });

  it('100: ends a request that comes byte by byte', async () => {
    server.close();
    await start({ deadline: 1000 });
    const socket = open();
    const answer = answerOf(socket);
    const started = performance.now();
    const timer = setInterval(() => socket.write('x'), 100);
    socket.write(post(['Content-Length: 1000']));
    expect(await answer).to.match(/^HTTP\/1.1 408 |^$/);
    clearInterval(timer);
    expect(performance.now() - started).to.be.within(900, 3500);
    expect(received).to.deep.equal([]);
  });

  it('100: ends headers that come byte by byte', async () => {
    server.close();
    await start({ deadline: 1000 });
    const socket = open();
    const answer = answerOf(socket);
    socket.write('POST /hook HTTP/1.1\r\nX-A: ');
    const timer = setInterval(() => socket.write('x'), 100);
    expect(await answer).to.match(/^HTTP\/1.1 408 /);
    clearInterval(timer);
  });

  it('100: still answers others while hundreds of connections say nothing', async () => {
    const silent = Array.from({ length: 500 }, open);
    const health = await send(port, { method: 'GET', path: '/healthz' });
    for (const socket of silent) socket.destroy();

    expect(health.status).to.equal(200);
  });

  it('107: refuses huge headers', async () => {
    expect(await talk(post([`X-A: ${'a'.repeat(20_000)}`]))).to.match(/^HTTP\/1.1 431 /);
  });

  it('107: answers the first of several requests sent at once, and refuses the second', async () => {
    const first = post(['Content-Length: 2', 'X-Wait: 100'], '{}');
    const answer = await talk(first + post(['Content-Length: 3'], '[1]'));

    expect(answer.match(/HTTP\/1.1 \d+/g)).to.deep.equal(['HTTP/1.1 202', 'HTTP/1.1 400']);
    expect(received).to.have.length(1);
  });

  it('answers one request after the other on one connection', async () => {
    const socket = open();
    const answer = answerOf(socket);
    socket.write(post(['Content-Length: 2'], '{}'));
    await once(socket, 'data');
    socket.write(post(['Content-Length: 2', 'Connection: close'], '{}'));

    expect((await answer).match(/HTTP\/1.1 \d+/g)).to.deep.equal(['HTTP/1.1 202', 'HTTP/1.1 202']);
  });

  const smuggled: Readonly<Record<string, string>> = {
    'two lengths': post(['Content-Length: 2', 'Content-Length: 3'], '{}'),
    'a length and chunks': post(['Content-Length: 2', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
    'a length that is none': post(['Content-Length: -1'], '{}'),
    'no host': 'POST /hook HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}',
    'a header without a name': post([': x'], ''),
    'another protocol': 'SSH-2.0-OpenSSH_9.0\r\n\r\n',
    'a TLS greeting': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  };
  for (const [title, text] of Object.entries(smuggled)) {
    it(`answers 400 to ${title}`, async () => {
      expect(await talk(Buffer.from(text, 'latin1'))).to.match(/^HTTP\/1.1 400 /);
      expect(received).to.deep.equal([]);
    });
  }

  it('survives a sender that leaves in the middle of a body', async () => {
    const socket = open();
    socket.write(post(['Content-Length: 1000'], 'x'));
    await sleep(50);
    socket.destroy();
    await sleep(50);

    expect((await send(port, { method: 'GET', path: '/healthz' })).status).to.equal(200);
    expect([received, faults]).to.deep.equal([[], []]);
  });

  it('answers 500 to a bug of ours, tells the log, and goes on', async () => {
    const { status } = await send(port, { method: 'POST', path: '/hook', body: '{}', headers: { 'x-fault': '1' } });

    expect(status).to.equal(500);
    expect(faults).to.have.length(1);
    expect((await send(port, { method: 'GET', path: '/healthz' })).status).to.equal(200);
  });
});
