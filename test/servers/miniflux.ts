import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { type Postgres, startPostgres } from './postgres.ts';
import { type Running, startProcess } from './process.ts';
import type { Programs } from './programs.ts';

/** A Miniflux on loopback, with one user and its Google Reader API. */
export interface Miniflux {
  /** Where the API is: the site's root. */
  url: string;
  /** Of the Google Reader API; the web page has others. */
  user: string;
  password: string;
  /** Lets it ask all feeds now, or one; resolves once they are stored. */
  refresh(feedId?: number): Promise<void>;
  /** Subscribes to a feed, as on the web page. */
  follow(address: string): Promise<void>;
  sql(statements: string): string;
  stop(): Promise<void>;
  /** Comes up again at the same address, with what it stored. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const startMs = 60_000;
const admin = { user: 'admin', password: 'admin-secret' };
const reader = { user: 'reader', password: 'reader-secret' };
const basic = `Basic ${btoa(`${admin.user}:${admin.password}`)}`;

/** Starts PostgreSQL and Miniflux; nothing is asked of a feed but by `refresh` and by subscribing. */
export async function startMiniflux({ postgres: bin, miniflux }: Programs): Promise<Miniflux> {
  const postgres = await startPostgres(bin);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running: Running | undefined;
  const start = async () => {
    const env = environment(postgres, port, url);
    running = await startProcess(
      miniflux,
      [],
      { env, cwd: tmpdir() },
      () => isUp(`${url}/healthcheck`),
      startMs,
    );
  };
  const stop = async () => {
    await running?.end();
    running = undefined;
  };
  const close = async () => {
    await stop();
    await postgres.close();
  };
  try {
    await start();
    // The page with the switch wants a session and a form; the password is kept as bcrypt.
    postgres.run(`CREATE EXTENSION IF NOT EXISTS pgcrypto;
      UPDATE integrations SET googlereader_enabled = 't', googlereader_username = '${reader.user}',
        googlereader_password = crypt('${reader.password}', gen_salt('bf', 4)) WHERE user_id = 1`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    ...reader,
    refresh: (feedId) => refresh(url, feedId),
    follow: (address) => follow(url, address),
    sql: postgres.run,
    stop,
    start,
    close,
  };
}

function environment({ address }: Postgres, port: number, url: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    DATABASE_URL: address,
    RUN_MIGRATIONS: '1',
    CREATE_ADMIN: '1',
    ADMIN_USERNAME: admin.user,
    ADMIN_PASSWORD: admin.password,
    LISTEN_ADDR: `127.0.0.1:${port}`,
    BASE_URL: url,
    // Our feeds are on loopback.
    FETCHER_ALLOW_PRIVATE_NETWORKS: '1',
    DISABLE_SCHEDULER_SERVICE: '1',
    LOG_LEVEL: 'warning',
  };
}

/** The web API says OK and works on; a feed asked by itself answers when it is done. */
async function refresh(url: string, feedId?: number): Promise<void> {
  const ask = (path: string, method: string) =>
    fetch(`${url}/v1/${path}`, {
      method,
      headers: { Authorization: basic },
      signal: AbortSignal.timeout(60_000),
    });
  const feeds = (await (await ask('feeds', 'GET')).json()) as { id: number }[];
  for (const { id } of feeds.filter((feed) => feedId === undefined || feed.id === feedId)) {
    const { status } = await ask(`feeds/${id}/refresh`, 'PUT');
    if (status >= 500) throw new Error(`Miniflux could not ask feed ${id}: ${status}`);
  }
}

async function follow(url: string, address: string): Promise<void> {
  const { status } = await fetch(`${url}/v1/feeds`, {
    method: 'POST',
    headers: { Authorization: basic },
    body: JSON.stringify({ feed_url: address, category_id: 1 }),
    signal: AbortSignal.timeout(60_000),
  });
  if (status !== 201) throw new Error(`Miniflux could not follow ${address}: ${status}`);
}

async function isUp(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
