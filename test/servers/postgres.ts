import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from './process.ts';

export interface Postgres {
  /** As Miniflux takes it: a socket in a folder of its own, no port. */
  address: string;
  /** Runs statements; answers the rows, a tab between two columns. */
  run(sql: string): string;
  /** Ends it and removes all that it stored. */
  close(): Promise<void>;
}

const user = 'miniflux';
const name = 'miniflux';
const startMs = 60_000;

/** A private cluster in a temporary folder: no network, nothing written safely, gone at the end. */
export async function startPostgres(bin: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'sidereal-pg-'));
  const owner = ownerOf();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const as = { ...owner, env: { ...process.env, LC_ALL: 'C' }, cwd: folder };
  const data = join(folder, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', user, '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
    { ...as, encoding: 'utf8', timeout: startMs },
  );
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${made.stderr}`);
  }
  const ask = (database: string, sql: string) =>
    spawnSync(
      join(bin, 'psql'),
      [
        '-h',
        folder,
        '-U',
        user,
        '-d',
        database,
        '-v',
        'ON_ERROR_STOP=1',
        '-X',
        '-q',
        '-A',
        '-t',
        '-F',
        '\t',
        '-c',
        sql,
      ],
      { ...as, encoding: 'utf8', timeout: startMs },
    );
  const running = await startProcess(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=40'],
    as,
    async () => ask('postgres', 'SELECT 1').status === 0,
    startMs,
  ).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const postgres: Postgres = {
    address: `user=${user} host=${folder} dbname=${name} sslmode=disable`,
    run(sql) {
      const { status, stdout, stderr } = ask(name, sql);
      if (status !== 0) throw new Error(`psql: ${stderr}`);
      return stdout.trim();
    },
    async close() {
      // "Fast": connections are cut, not waited for.
      await running.end('SIGINT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
  if (ask('postgres', `CREATE DATABASE ${name}`).status !== 0) {
    await postgres.close();
    throw new Error('The database could not be made.');
  }
  return postgres;
}

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody. */
function ownerOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (what: string, who: string) =>
    Number(spawnSync('id', [what, who], { encoding: 'utf8' }).stdout);
  const who = idOf('-u', 'postgres') > 0 ? 'postgres' : 'nobody';
  return { uid: idOf('-u', who), gid: idOf('-g', who) };
}
