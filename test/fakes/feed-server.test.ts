import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedServer, startFeedServer } from './feed-server.ts';

let server: FeedServer;
beforeAll(async () => {
  const contentType = 'application/rss+xml';
  server = await startFeedServer([
    { name: 'one', title: 'One & only', contentType, bytes: () => '<rss/>', folder: 'A/B' },
  ]);
});
afterAll(() => server.close());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Node does not resolve NAME.localhost everywhere: the host is sent by hand. */
function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        headers: { Host: `one.localhost:${server.port}`, ...headers },
      },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      },
    );
    asked.on('error', reject).end();
  });
}

describe('the feed server', () => {
  test('answers 304 to its own validators, and 200 when the bytes changed', async () => {
    const { headers } = await get('/feed.xml');
    const etag = String(headers.etag);
    expect((await get('/feed.xml', { 'If-None-Match': etag })).status).toBe(304);
    expect((await get('/feed.xml', { 'If-Modified-Since': String(headers['last-modified']) })).status).toBe(
      304,
    );
    server.behave('one', { bytes: '<rss version="2.0"/>' });
    expect((await get('/feed.xml', { 'If-None-Match': etag })).status).toBe(200);
  });

  test('sends no validator when told so', async () => {
    server.behave('one', { validators: 'none' });
    const { headers } = await get('/feed.xml');
    expect([headers.etag, headers['last-modified']]).toEqual([undefined, undefined]);
  });

  test('misbehaves on request', async () => {
    server.behave('one', { status: 429, retryAfter: '120' });
    expect(await get('/feed.xml')).toMatchObject({ status: 429, headers: { 'retry-after': '120' } });
    server.behave('one', { redirectTo: 'http://two.localhost/feed.xml', redirectStatus: 302 });
    expect(await get('/feed.xml')).toMatchObject({
      status: 302,
      headers: { location: 'http://two.localhost/feed.xml' },
    });
    server.behave('one', { drop: true });
    await expect(get('/feed.xml')).rejects.toThrow();
    server.behave('one', {});
  });

  test('has a site page that names the feed, a list, and a log', async () => {
    expect((await get('/')).body).toContain(
      '<link rel="alternate" type="application/rss+xml" href="/feed.xml">',
    );
    expect((await get('/opml.xml')).body).toContain(`xmlUrl="http://one.localhost:${server.port}/feed.xml"`);
    expect((await get('/opml.xml')).body).toMatch(
      /<outline text="A">\s*<outline text="B">\s*<outline type="rss" text="One &amp; only"/,
    );
    expect(server.log.at(-1)).toMatchObject({ host: 'one', path: '/opml.xml', status: 200 });
  });
});
