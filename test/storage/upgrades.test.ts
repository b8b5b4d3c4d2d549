/** Upgrades: every older database opens and works, a newer one is not touched, and one that fails leaves the old data. */
import 'fake-indexeddb/auto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Dexie from 'dexie';
import { beforeEach, expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { summarize } from '../../src/storage/backup/restore-file.ts';
import { writeBackupFile } from '../../src/storage/backup/write-file.ts';
import { Database, db, openDatabase } from '../../src/storage/database.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { schemaVersion } from '../../src/storage/refuse-newer.ts';
import { type Rewrite, rewriteRows } from '../../src/storage/rewrites.ts';
import { riverPage } from '../../src/storage/river.ts';
import type { PostRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { whyClosed } from '../../src/storage/why-closed.ts';
import { randomOf } from '../random.ts';
import { dump, makeRandomLibrary } from './backup/random-library.ts';
import { counted, firstFlaw, recount } from './recount.ts';

const now = Date.UTC(2026, 4, 2);
const noRest = async () => {};

/** A database as a build with this schema left it. */
interface Fixture {
  version: number;
  stores: Record<string, string>;
  rows: Record<string, object[]>;
}

/** Tables that older versions have not. */
const empty = { held: [], items: [], outgoing: [], parked: [], parking: [], touched: [] };

const fileOf = (version: number) => `test/storage/fixtures/version-${version}.json`;
const versions = Array.from({ length: schemaVersion }, (_, i) => i + 1);

/** The tables and indexes of today, as the source says them. */
function storesNow(): Record<string, string> {
  const { _versions } = db as unknown as {
    _versions: { _cfg: { storesSource: Record<string, string> } }[];
  };
  return Object.assign({}, ..._versions.map((each) => each._cfg.storesSource));
}

/** Writes the fixture of the version of today, once: it is never changed afterwards. */
async function writeFixture(): Promise<void> {
  await makeRandomLibrary(randomOf(13), 60, now);
  await markAllRead({ kind: 'all' }, now);
  await db.icons.clear();
  const fixture: Fixture = {
    version: schemaVersion,
    stores: storesNow(),
    rows: (await dump()) as Fixture['rows'],
  };
  writeFileSync(fileOf(schemaVersion), `${JSON.stringify(fixture, null, 1)}\n`);
}

function read(version: number): Fixture {
  return JSON.parse(readFileSync(fileOf(version), 'utf8'));
}

beforeEach(() => db.delete());

test('the version of today has a fixture', async () => {
  if (process.env.WRITE_FIXTURE && !existsSync(fileOf(schemaVersion))) await writeFixture();
  expect(versions.every((version) => existsSync(fileOf(version)))).toBe(true);
});

test.each(versions)('a database of version %i opens, holds what it held, and works', async (version) => {
  const { stores, rows } = read(version);
  if (version === schemaVersion) expect(storesNow(), 'another shape is another version').toEqual(stores);
  const old = new Dexie('sidereal');
  old.version(version).stores(stores);
  for (const [table, all] of Object.entries(rows)) await old.table(table).bulkAdd(all);
  old.close();

  expect(await openDatabase()).toBeUndefined();
  const { outbox: _never, ...kept } = rows;
  expect(await dump()).toEqual({ ...empty, ...kept });
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
  const query = { scope: { kind: 'all' as const }, unreadOnly: false, days: gmtDays };
  const faces = (rows.posts as PostRow[]).filter((post) => post.riverAt !== undefined);
  expect((await riverPage(query, undefined, 1000)).rows).toHaveLength(faces.length);
  await markAllRead({ kind: 'all' }, now);
  await subscribe({ url: 'https://another.example/feed' }, now);
  expect(await counted()).toEqual(await recount());
  for (let i = 0; i < 4; i++) await undo(now);
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
});

/** A build of the future, with a table more. */
class Next extends Database {
  constructor(upgrade: () => void = () => {}) {
    super();
    this.version(schemaVersion + 1)
      .stores({ inventions: 'id' })
      .upgrade(upgrade);
  }
}

async function nativeDatabase(): Promise<{ version: number; stores: string[] }> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('sidereal');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const { version, objectStoreNames } = opening.result;
      opening.result.close();
      resolve({ version, stores: [...objectStoreNames] });
    };
  });
}

test('a newer database is refused before anything is written, and its build finds it as it was', async () => {
  await makeRandomLibrary(randomOf(3), 40, now);
  const before = await dump();
  db.close();
  const next = new Next();
  await next.open();
  await next.table('inventions').add({ id: 1 });
  next.close();
  const native = await nativeDatabase();

  const older = new Database();
  await expect(older.open()).rejects.toMatchObject({ name: 'VersionError' });
  await expect(older.feeds.toArray()).rejects.toThrow();
  await expect(older.feeds.clear()).rejects.toThrow();
  expect(await nativeDatabase()).toEqual(native);
  expect(native.version).toBe((schemaVersion + 1) * 10);
  await next.open();
  expect(await next.table('inventions').toArray()).toEqual([{ id: 1 }]);
  expect(await next.feeds.toArray()).toEqual(before.feeds);
  next.close();
});

test('one to which Dexie had to add something is no newer one', async () => {
  await db.open();
  db.close();
  const patched = new Dexie('sidereal');
  patched.version(schemaVersion + 0.1).stores(storesNow());
  await patched.open();
  patched.close();
  expect((await nativeDatabase()).version).toBe(schemaVersion * 10 + 1);
  expect(await openDatabase()).toBeUndefined();
});

test('an upgrade that fails leaves the old data, which can be read and saved', async () => {
  await makeRandomLibrary(randomOf(3), 40, now);
  const before = await dump();
  db.close();
  const next = new Next(() => {
    throw new DOMException('No room', 'QuotaExceededError');
  });
  await expect(next.open()).rejects.toThrow();
  expect((await nativeDatabase()).version).toBe(schemaVersion * 10);
  // As it stands: by the tables it has.
  const found = await new Dexie('sidereal').open();
  const file = await writeBackupFile({ texts: true, settings: {}, now }, undefined, found);
  expect((await summarize(file)).feeds).toBe(before.feeds?.length);
  found.close();
  expect(await openDatabase()).toBeUndefined();
  expect(await dump()).toEqual(before);
});

test('why a store does not open is told by the error and by what lies there, which is not touched', async () => {
  const error = (name: string, inner?: string) => ({ name, ...(inner && { inner: { name: inner } }) });
  expect(await whyClosed(error('VersionError'))).toBe('newer');
  expect(await whyClosed(error('OpenFailedError', 'VersionError'))).toBe('newer');
  expect(await whyClosed(error('OpenFailedError', 'QuotaExceededError'))).toBe('full');
  expect(await whyClosed(error('UnknownError'))).toBe('refused');
  const old = new Dexie('sidereal');
  old.version(1).stores(read(1).stores);
  await old.open();
  old.close();
  expect(await whyClosed(error('AbortError'))).toBe('upgrade');
  expect((await nativeDatabase()).version).toBe(10);
});

test('rows are rewritten in steps; killed after any of them, it goes on and no row is done twice', async () => {
  const count = 23;
  for (let killAfter = 0; killAfter <= 6; killAfter++) {
    await db.delete();
    await db.open();
    await db.opened.bulkAdd(
      Array.from({ length: count }, (_, i) => ({ feedId: i + 1, count: 1, lastAt: now })),
    );
    let seen = 0;
    const rewrite: Rewrite = {
      name: 'count-double',
      table: 'opened',
      rewrite: (row) => {
        seen++;
        return { ...row, count: (row as { count: number }).count * 2 };
      },
    };
    let steps = 0;
    const killed = async () => {
      if (steps++ === killAfter) throw new Error('killed');
    };
    await rewriteRows(killed, [rewrite], 5).catch(() => {});
    // Until it is done, rows of both shapes stand side by side.
    const shapes = new Set((await db.opened.toArray()).map((row) => row.count));
    expect(shapes.size).toBe(killAfter < 4 ? 2 : 1);
    await rewriteRows(noRest, [rewrite], 5);
    await rewriteRows(noRest, [rewrite], 5);
    expect((await db.opened.toArray()).every((row) => row.count === 2)).toBe(true);
    expect(seen).toBe(count);
    expect(await db.rewrites.get('count-double')).toMatchObject({ done: true });
  }
});
