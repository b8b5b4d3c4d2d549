/** A server on loopback that speaks the Google Reader API as one of the known ones does, with its traps, and fails on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeAccount } from './account.ts';
import { Answerer, type Asked } from './answer.ts';
import { type FakeKind, type Traits, traits } from './traits.ts';
import { type Answered, refused } from './write.ts';

/** What happens to a call instead of what should; everything absent is as it should be. */
export interface Fault {
  status?: number;
  text?: string;
  headers?: Record<string, string>;
  /** Half of the body, and the connection is gone. */
  truncate?: boolean;
  /** The call is done, the connection reset before the answer. */
  replyLost?: boolean;
  reset?: boolean;
  /** Before the call is done. */
  before?: () => void | Promise<void>;
  /** After it is done, before the answer leaves. */
  after?: () => void | Promise<void>;
}

export interface FakeGreader {
  account: FakeAccount;
  /** What a person types. */
  address: string;
  /** Where the API is. */
  base: string;
  log: Asked[];
  /** Of the next calls whose path matches, so many go wrong. */
  fail(path: RegExp, fault: Fault, times?: number): void;
  /** Which calls are answered 400; undefined: as the server does. */
  refuse?: ((asked: Asked) => boolean) | undefined;
  /** Nothing goes wrong any more. */
  heal(): void;
  close(): Promise<void>;
}

export interface FakeOptions {
  kind?: FakeKind;
  user?: string;
  webPassword?: string;
  apiPassword?: string;
  traits?: Partial<Traits>;
  isApiDisabled?: boolean;
  port?: number;
}

export async function startGreader(options: FakeOptions = {}): Promise<FakeGreader> {
  const kind = options.kind ?? 'freshrss';
  const own: Traits = { ...traits[kind], ...options.traits };
  const account = new FakeAccount(
    options.user ?? 'ann',
    options.webPassword ?? 'web secret',
    options.apiPassword ?? 'api secret',
    own.nextId,
  );
  const answerer = new Answerer(kind, own, account);
  const log: Asked[] = [];
  let faults: { path: RegExp; fault: Fault; left: number }[] = [];
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', address);
    const asked = await readAsked(request, url, own.base);
    if (asked === undefined)
      return send(response, {
        status: 404,
        text: '<!doctype html><title>Not found</title>',
        type: 'text/html',
      });
    if (request.method === 'OPTIONS')
      return send(response, {
        status: 204,
        text: '',
        headers: {
          'Access-Control-Allow-Headers': 'Authorization',
          'Access-Control-Allow-Methods': 'GET, POST',
        },
      });
    log.push(asked);
    if (options.isApiDisabled) return send(response, { status: 503, text: 'Service Unavailable!' });
    const found = faults.find(({ path, left }) => left > 0 && path.test(asked.path + url.search));
    if (found !== undefined) found.left -= 1;
    const { fault } = found ?? {};
    if (greader.refuse?.(asked)) return send(response, refused);
    await fault?.before?.();
    if (fault?.reset) return void request.socket.destroy();
    if (fault?.status !== undefined || fault?.text !== undefined)
      return send(response, {
        status: fault.status ?? 200,
        text: fault.text ?? '',
        ...(fault.headers && { headers: fault.headers }),
      });
    const answer = answerer.answer(asked);
    await fault?.after?.();
    if (fault?.replyLost) return void request.socket.destroy();
    if (fault?.truncate) {
      response.writeHead(200, { 'Content-Length': answer.text.length });
      response.write(answer.text.slice(0, answer.text.length / 2));
      return void setTimeout(() => response.destroy(), 20);
    }
    send(response, answer);
  }

  const greader: FakeGreader = {
    account,
    address,
    base: address + own.base,
    log,
    fail: (path, fault, times = 1) => void faults.push({ path, fault, left: times }),
    heal: () => {
      faults = [];
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return greader;
}

async function readAsked(request: IncomingMessage, url: URL, base: string): Promise<Asked | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (!url.pathname.startsWith(`${base}/`)) return undefined;
  // FreshRSS reads a megabyte.
  const text = Buffer.concat(chunks)
    .subarray(0, 1 << 20)
    .toString();
  return {
    method: request.method ?? 'GET',
    path: url.pathname.slice(base.length),
    query: url.searchParams,
    body: [...new URLSearchParams(text)],
    contentType: request.headers['content-type'] ?? '',
    authorization: request.headers.authorization ?? '',
  };
}

function send(response: ServerResponse, { status, text, type = 'text/plain', headers }: Answered): void {
  response.writeHead(status, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', ...headers });
  response.end(text);
}
