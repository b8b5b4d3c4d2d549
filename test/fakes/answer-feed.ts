import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';

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
  /** Reset the connection (RST) in the middle of the body. */
  reset?: boolean;
  /** Serve these instead of the feed's own. */
  bytes?: string | Uint8Array;
  contentType?: string;
  cacheControl?: string;
  validators?: 'both' | 'etag' | 'last-modified' | 'none';
  /** The ETag is weak: W/"…". */
  weak?: boolean;
  /** 304 to every request, also to those without validators; or never, though validators are given. */
  answers304?: 'always' | 'never';
  encoding?: 'gzip' | 'br';
  /** A byte each so many milliseconds. */
  dripMs?: number;
  /** A body that does not end: a megabyte at a time, for as long as it is read. */
  endless?: boolean;
  /** Content-Length says more than there is. */
  wrongLength?: boolean;
  /** Only who sends this header gets the feed; the others get 401. */
  wants?: { header: string; value: string };
}

/** What a host serves, and what it remembers of it. */
export interface Host {
  feed: { contentType: string; bytes: () => string | Uint8Array };
  behaviour: Behaviour;
  etag: string;
  changedAt: Date;
}

/** Answers for a feed as its host behaves. */
export async function answerFeed(
  host: Host,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { behaviour } = host;
  if (behaviour.delayMs) await pause(behaviour.delayMs);
  if (behaviour.drop) return void request.socket.destroy();
  if (behaviour.retryAfter) response.setHeader('Retry-After', behaviour.retryAfter);
  if (behaviour.redirectTo) {
    response.setHeader('Location', behaviour.redirectTo);
    return send(response, behaviour.redirectStatus ?? 301, 'text/plain', 'Moved');
  }
  const { wants } = behaviour;
  if (wants && request.headers[wants.header.toLowerCase()] !== wants.value) {
    response.setHeader('WWW-Authenticate', 'Basic realm="feeds"');
    return send(response, 401, 'text/plain', 'Who are you?');
  }
  if (behaviour.status) return send(response, behaviour.status, 'text/plain', `Status ${behaviour.status}`);
  const bytes = Buffer.from(behaviour.bytes ?? host.feed.bytes());
  if (isUnchanged(host, bytes, request, response)) return void response.writeHead(304).end();
  response.setHeader('Content-Type', behaviour.contentType ?? host.feed.contentType);
  await sendBody(behaviour, bytes, response);
}

/** Sets the validators, and tells whether the request has them already. */
function isUnchanged(host: Host, bytes: Buffer, request: IncomingMessage, response: ServerResponse): boolean {
  const { validators = 'both', weak, cacheControl, answers304 } = host.behaviour;
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const etag = `${weak ? 'W/' : ''}"${hash}"`;
  if (etag !== host.etag) {
    host.etag = etag;
    host.changedAt = new Date();
  }
  const lastModified = host.changedAt.toUTCString();
  if (validators === 'both' || validators === 'etag') response.setHeader('ETag', etag);
  if (validators === 'both' || validators === 'last-modified')
    response.setHeader('Last-Modified', lastModified);
  if (cacheControl) response.setHeader('Cache-Control', cacheControl);
  if (answers304) return answers304 === 'always';
  // RFC 9110 13.2.2: If-None-Match decides alone where it is sent.
  const match = request.headers['if-none-match'];
  if (match !== undefined) return validators !== 'last-modified' && validators !== 'none' && match === etag;
  const since = request.headers['if-modified-since'];
  if (since === undefined || validators === 'etag' || validators === 'none') return false;
  return Date.parse(lastModified) <= Date.parse(since);
}

async function sendBody(behaviour: Behaviour, bytes: Buffer, response: ServerResponse): Promise<void> {
  const { encoding, wrongLength, dripMs, endless, reset } = behaviour;
  if (encoding) response.setHeader('Content-Encoding', encoding);
  const body = encoding === 'gzip' ? gzipSync(bytes) : encoding === 'br' ? brotliCompressSync(bytes) : bytes;
  if (wrongLength) {
    response.writeHead(200, { 'Content-Length': body.length + 100 });
    response.write(body);
    await pause(50);
    return void response.destroy();
  }
  if (reset) {
    response.writeHead(200, { 'Content-Length': body.length });
    response.write(body.subarray(0, body.length / 2));
    await pause(50);
    return void response.socket?.resetAndDestroy();
  }
  if (dripMs) {
    response.writeHead(200);
    for (let at = 0; at < body.length && !response.destroyed; at++) {
      response.write(body.subarray(at, at + 1));
      await pause(dripMs);
    }
    return void response.end();
  }
  if (endless) {
    response.writeHead(200);
    response.write(body);
    const more = Buffer.alloc(1 << 20, ' ');
    while (!response.destroyed) {
      if (!response.write(more)) await drained(response);
    }
    return;
  }
  response.writeHead(200).end(body);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.once('drain', go);
    response.once('close', go);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
): void {
  response.setHeader('Content-Type', contentType);
  response.writeHead(status).end(body);
}
