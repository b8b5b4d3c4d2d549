/**
 * A loopback server that behaves like the servers of real feeds: every feed has a host of its own (NAME.localhost:PORT),
 * a site page that names it, validators and real 304s; and each host can be told to misbehave.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderOpml } from './opml.ts';

/** What one host serves. Functions are asked at each request, so that a feed can change. */
export interface ServedFeed {
  /** The host's first label: lower case letters, digits and hyphens. */
  name: string;
  title: string;
  contentType: string;
  bytes: () => string | Uint8Array;
  /** The folder of the OPML this feed stands in. */
  folder?: string;
  /** Served, but not in the OPML. */
  unlisted?: true;
  /** Other paths of the host: pages of posts, pictures, sound. */
  page?: (path: string) => { contentType: string; body: string | Uint8Array } | undefined;
}

/** How a host answers for its feed; everything absent is as a good server does it. */
export interface Behaviour {
  status?: number;
  retryAfter?: string;
  delayMs?: number;
  /** Answer with this status (301 by default) and this Location. */
  redirectTo?: string;
  redirectStatus?: number;
  /** Close the connection without an answer. */
  drop?: boolean;
  /** Serve these instead of the feed's own. */
  bytes?: string | Uint8Array;
  contentType?: string;
  cacheControl?: string;
  validators?: 'both' | 'etag' | 'last-modified' | 'none';
}

export interface LoggedRequest {
  host: string;
  path: string;
  status: number;
  at: number;
  headers: IncomingMessage['headers'];
}

export interface FeedServer {
  port: number;
  /** Every request answered or dropped, oldest first. */
  log: LoggedRequest[];
  /** The address of a feed, or of another path of its host. */
  url(name: string, path?: string): string;
  add(feed: ServedFeed): void;
  behave(name: string, behaviour: Behaviour): void;
  /** The subscription list of everything served. */
  opml(): string;
  close(): Promise<void>;
}

interface Host {
  feed: ServedFeed;
  behaviour: Behaviour;
  etag: string;
  changedAt: Date;
}

/** Starts serving on 127.0.0.1; port 0 takes a free one. */
export async function startFeedServer(feeds: ServedFeed[], port = 0): Promise<FeedServer> {
  const hosts = new Map<string, Host>();
  const log: LoggedRequest[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  const actualPort = await listen(server, port);

  const feedServer: FeedServer = {
    port: actualPort,
    log,
    url: (name, path = '/feed.xml') => `http://${name}.localhost:${actualPort}${path}`,
    add: (feed) => hosts.set(feed.name, { feed, behaviour: {}, etag: '', changedAt: new Date() }),
    behave: (name, behaviour) => {
      const host = hosts.get(name);
      if (!host) throw new Error(`No feed is served at ${name}`);
      host.behaviour = behaviour;
    },
    opml: () => {
      const listed = [...hosts.values()].map(({ feed }) => feed).filter((feed) => !feed.unlisted);
      return renderOpml(listed.map((feed) => ({ ...feed, url: feedServer.url(feed.name) })));
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  for (const feed of feeds) feedServer.add(feed);
  return feedServer;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = (request.headers.host ?? '').split(':')[0]?.replace(/\.?localhost$/, '') ?? '';
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const host = hosts.get(name);
    const entry = { host: name, path, status: 0, at: Date.now(), headers: request.headers };
    log.push(entry);
    response.on('finish', () => {
      entry.status = response.statusCode;
    });
    if (path === '/opml.xml') return send(response, 200, 'text/x-opml', feedServer.opml());
    if (!host) return send(response, 404, 'text/plain', 'No such host');
    if (path === '/feed.xml') return answerFeed(host, request, response);
    const page = host.feed.page?.(path);
    if (page) return send(response, 200, page.contentType, page.body);
    if (path === '/') return send(response, 200, 'text/html; charset=utf-8', sitePage(host.feed));
    send(response, 404, 'text/html', '<!doctype html><title>Not found</title><p>Not found.');
  }
}

async function answerFeed(host: Host, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { behaviour } = host;
  if (behaviour.delayMs) await new Promise((resolve) => setTimeout(resolve, behaviour.delayMs));
  if (behaviour.drop) return void request.socket.destroy();
  if (behaviour.retryAfter) response.setHeader('Retry-After', behaviour.retryAfter);
  if (behaviour.redirectTo) {
    response.setHeader('Location', behaviour.redirectTo);
    return send(response, behaviour.redirectStatus ?? 301, 'text/plain', 'Moved');
  }
  if (behaviour.status) return send(response, behaviour.status, 'text/plain', `Status ${behaviour.status}`);

  const bytes = Buffer.from(behaviour.bytes ?? host.feed.bytes());
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  if (etag !== host.etag) {
    host.etag = etag;
    host.changedAt = new Date();
  }
  const validators = behaviour.validators ?? 'both';
  const lastModified = host.changedAt.toUTCString();
  if (validators === 'both' || validators === 'etag') response.setHeader('ETag', etag);
  if (validators === 'both' || validators === 'last-modified')
    response.setHeader('Last-Modified', lastModified);
  if (behaviour.cacheControl) response.setHeader('Cache-Control', behaviour.cacheControl);
  if (isUnchanged(request, validators, etag, lastModified)) return void response.writeHead(304).end();
  send(response, 200, behaviour.contentType ?? host.feed.contentType, bytes);
}

/** RFC 9110 13.2.2: If-None-Match decides alone where it is sent. */
function isUnchanged(
  request: IncomingMessage,
  validators: string,
  etag: string,
  lastModified: string,
): boolean {
  const match = request.headers['if-none-match'];
  if (match !== undefined) return validators !== 'last-modified' && validators !== 'none' && match === etag;
  const since = request.headers['if-modified-since'];
  if (since === undefined || validators === 'etag' || validators === 'none') return false;
  return Date.parse(lastModified) <= Date.parse(since);
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
): void {
  response.setHeader('Content-Type', contentType);
  response.writeHead(status).end(body);
}

function sitePage(feed: ServedFeed): string {
  const type = feed.contentType.split(';')[0];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${feed.title.replace(/[<&]/g, '')}</title>
<link rel="alternate" type="${type}" href="/feed.xml"><h1>${feed.title.replace(/[<&]/g, '')}</h1></html>`;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
