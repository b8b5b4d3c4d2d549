/**
 * A loopback server that behaves like the servers of real feeds: every feed has a host of its own (NAME.localhost:PORT),
 * a site page that names it, validators and real 304s; and each host can be told to misbehave.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerFeed, type Behaviour, type Host, send } from './answer-feed.ts';
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
  /** Set with every answer of the host. */
  cookie?: string;
  /** Other paths of the host: pages of posts, pictures, sound. */
  page?: (path: string) => ServedPage | undefined;
}

export interface ServedPage {
  contentType: string;
  body: string | Uint8Array;
  /** The page says that it is there instead (302). */
  location?: string;
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
  /** The same for programs that do not resolve NAME.localhost. */
  plainUrl(name: string, path?: string): string;
  add(feed: ServedFeed): void;
  behave(name: string, behaviour: Behaviour): void;
  /** The subscription list of everything served. */
  opml(): string;
  close(): Promise<void>;
}

interface NamedHost extends Host {
  feed: ServedFeed;
}

/** Starts serving on 127.0.0.1; port 0 takes a free one. */
export async function startFeedServer(feeds: ServedFeed[], port = 0): Promise<FeedServer> {
  const hosts = new Map<string, NamedHost>();
  const log: LoggedRequest[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  const actualPort = await listen(server, port);

  const feedServer: FeedServer = {
    port: actualPort,
    log,
    url: (name, path = '/feed.xml') => `http://${name}.localhost:${actualPort}${path}`,
    plainUrl: (name, path = '/feed.xml') => `http://127.0.0.1:${actualPort}/${name}.localhost${path}`,
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
    const { name, path } = placeOf(request);
    const host = hosts.get(name);
    const entry = { host: name, path, status: 0, at: Date.now(), headers: request.headers };
    log.push(entry);
    response.on('finish', () => {
      entry.status = response.statusCode;
    });
    if (path === '/opml.xml') return send(response, 200, 'text/x-opml', feedServer.opml());
    if (!host) return send(response, 404, 'text/plain', 'No such host');
    if (host.feed.cookie !== undefined) response.setHeader('Set-Cookie', host.feed.cookie);
    if (path === '/feed.xml') return answerFeed(host, request, response);
    const page = host.feed.page?.(path);
    if (page?.location) response.setHeader('Location', page.location);
    if (page) return send(response, page.location ? 302 : 200, page.contentType, page.body);
    if (path === '/') return send(response, 200, 'text/html; charset=utf-8', sitePage(host.feed));
    send(response, 404, 'text/html', '<!doctype html><title>Not found</title><p>Not found.');
  }
}

/** The host by its name, or by the beginning of the path where it has none. */
function placeOf({ headers, url = '/' }: IncomingMessage): { name: string; path: string } {
  const path = new URL(url, 'http://localhost').pathname;
  const [, plain, rest] = /^\/([\w-]+)\.localhost(\/.*)$/.exec(path) ?? [];
  if (plain !== undefined && rest !== undefined) return { name: plain, path: rest };
  return { name: (headers.host ?? '').split(':')[0]?.replace(/\.?localhost$/, '') ?? '', path };
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
