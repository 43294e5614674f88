import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { serve } from './serve';

/** A handler that says when a request has come, and answers when it is told to. */
function held() {
  const signal = () => {
    let fire = (): void => undefined;
    const fired = new Promise<void>((resolve) => (fire = resolve));
    return { fire: () => fire(), fired };
  };
  const [arrived, released] = [signal(), signal()];
  const fetch = async (): Promise<Response> => {
    arrived.fire();
    await released.fired;
    return new Response('late');
  };
  return { fetch, arrived: arrived.fired, answer: released.fire };
}

const host = '127.0.0.1';
const ask = (port: number, agent?: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ host, port, ...(agent === undefined ? {} : { agent }) }, (response) => {
      response.setEncoding('utf8').once('data', resolve).resume();
    }).once('error', reject);
  });
const codeOf = (failing: Promise<unknown>) => failing.catch((error: { code?: string }) => error.code);

describe('serve', () => {
  it('lets a request under way end, and takes no other, while it drains', async () => {
    const { fetch, arrived, answer } = held();
    const server = await serve({ fetch, host, port: 0 });
    // Kept alive, the connection would hold the server open for a minute.
    const agent = new Agent({ keepAlive: true });
    const underWay = ask(server.port, agent);
    await arrived;
    const drained = server.drain(60_000);
    expect(await codeOf(ask(server.port))).toBe('ECONNREFUSED');
    answer();
    expect(await underWay).toBe('late');
    await drained;
    agent.destroy();
  });

  it('does not wait for ever for a request that does not end', async () => {
    const { fetch, arrived } = held();
    const server = await serve({ fetch, host, port: 0 });
    const underWay = codeOf(ask(server.port));
    await arrived;
    await server.drain(10);
    expect(await underWay).toBe('ECONNRESET');
  });

  it('closes connections that ask nothing at once', async () => {
    const server = await serve({ fetch: () => new Response(), host, port: 0 });
    const idle = connect(server.port, host);
    await new Promise((resolve) => idle.once('connect', resolve));
    const closed = new Promise((resolve) => idle.once('close', resolve).resume());
    await server.drain(1_000);
    await closed;
    expect(idle.destroyed).toBe(true);
  });

  it('says when the port is taken', async () => {
    const fetch = () => new Response();
    const server = await serve({ fetch, host, port: 0 });
    expect(await codeOf(serve({ fetch, host, port: server.port }))).toBe('EADDRINUSE');
    await server.drain(1_000);
  });
});
