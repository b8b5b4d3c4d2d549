/**
 * A proxy on loopback that a browser sends everything through, and that notes each request: also one for a host that is
 * not there, and one that the browser makes for itself. It hands on to *.localhost alone; nothing leaves the machine.
 */
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface ProxiedRequest {
  /** Name and port, as asked for: "feeds.localhost:8080", "elsewhere.example:443". */
  host: string;
  /** Empty where only a tunnel was asked for (https). */
  path: string;
  method: string;
  at: number;
  headers: IncomingMessage['headers'];
}

export interface LoggingProxy {
  port: number;
  /** Every request, oldest first. */
  log: ProxiedRequest[];
  close(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. */
export async function startLoggingProxy(): Promise<LoggingProxy> {
  const log: ProxiedRequest[] = [];
  const sockets = new Set<Duplex>();
  const note = ({ method = '', headers }: IncomingMessage, host: string, path: string) =>
    log.push({ host, path, method, at: Date.now(), headers });

  const server = createServer((request, response) => {
    if (!URL.canParse(request.url ?? '')) return refuse(response);
    const url = new URL(request.url as string);
    note(request, url.host, url.pathname + url.search);
    if (isOurs(url.hostname)) handOn(url, request, response);
    else refuse(response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    note(request, request.url ?? '', '');
    const { hostname, port } = new URL(`http://${request.url}`);
    socket.on('error', () => socket.destroy());
    if (isOurs(hostname)) tunnel(Number(port), socket);
    else socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    log,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}

function isOurs(hostname: string): boolean {
  return hostname === '127.0.0.1' || /(^|\.)localhost$/.test(hostname);
}

function refuse(response: ServerResponse): void {
  response.writeHead(502).end();
}

function handOn(url: URL, request: IncomingMessage, response: ServerResponse): void {
  const { 'proxy-connection': _, ...headers } = request.headers;
  const onward = ask(
    { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method: request.method, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

function tunnel(port: number, socket: Duplex): void {
  const onward = connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy());
}
