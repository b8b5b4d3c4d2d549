/** The backup file: saved, wiped and restored, the database is what it was; any other file changes nothing. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, test } from 'vitest';
import { BackupFlaw } from '../../../src/storage/backup/file-form.ts';
import { gzipText } from '../../../src/storage/backup/gzip.ts';
import { restoreFile, summarize } from '../../../src/storage/backup/restore-file.ts';
import { rowShapes } from '../../../src/storage/backup/row-shapes.ts';
import { writeBackupFile } from '../../../src/storage/backup/write-file.ts';
import { db } from '../../../src/storage/database.ts';
import { markAllRead } from '../../../src/storage/mark-all.ts';
import type { FeedRow, PostRow } from '../../../src/storage/schema.ts';
import { subscribe } from '../../../src/storage/subscriptions.ts';
import { randomOf, seedOf } from '../../random.ts';
import { counted, firstFlaw, recount } from '../recount.ts';
import { bring, wirePost } from './fill.ts';
import { dump, makeRandomLibrary } from './random-library.ts';

const now = Date.UTC(2026, 4, 2);
const seed = seedOf('BACKUP_SEED');
const runs = Number(process.env.BACKUP_RUNS ?? 12);
const settings = { theme: 'dark' };

const save = (texts = true) => writeBackupFile({ texts, settings, now });

async function wipe(): Promise<void> {
  await db.delete();
  await db.open();
}

test(`backup, wipe, restore gives an identical dump, ${runs} times (BACKUP_SEED=${seed})`, async () => {
  for (let run = 0; run < runs; run++) {
    await makeRandomLibrary(randomOf(seed + run), 60, now);
    const before = await dump();
    const file = await save();
    await wipe();
    expect(await summarize(file)).toMatchObject({ madeAt: now, settings, feeds: before.feeds?.length });
    await restoreFile(file, 'token', now);
    expect(await dump(), `seed ${seed + run}`).toEqual(before);
    expect(await firstFlaw(), `seed ${seed + run}`).toBeUndefined();
    expect(await counted()).toEqual(await recount());
    expect(await db.restored.get(1)).toMatchObject({ madeAt: now, token: 'token' });
  }
});

test('every table is in a file, or is said here not to be', async () => {
  expect(Object.keys(await dump()).sort()).toEqual(Object.keys(rowShapes).sort());
});

test('restored over another library, nothing of that is left', async () => {
  await makeRandomLibrary(randomOf(1), 60, now);
  const before = await dump();
  const file = await save();
  await makeRandomLibrary(randomOf(2), 60, now);
  await restoreFile(file, 'token', now);
  expect(await dump()).toEqual(before);
});

test('without texts, what the feed still carries is read again, and stays as it was marked', async () => {
  await wipe();
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, now);
  const posts = [wirePost('a', now - 1), wirePost('b', now - 2)];
  await bring(feedId, posts, now);
  await markAllRead({ kind: 'all' }, now);
  const file = await save(false);
  expect(file.size).toBeLessThan((await save()).size);
  await wipe();
  await restoreFile(file, 'token', now);
  expect(await db.bodies.toArray()).toEqual([]);
  await bring(feedId, posts, now);
  expect((await db.bodies.toArray()).map((body) => body.html).sort()).toEqual([
    '<p>Text of a</p>',
    '<p>Text of b</p>',
  ]);
  expect(await db.posts.toArray()).toMatchObject([{ title: 'Post b' }, { title: 'Post a' }]);
  expect((await db.posts.toArray()).some((post) => post.editedAt !== undefined)).toBe(false);
  expect(await db.unread.toArray()).toEqual([]);
  expect(await db.revisions.toArray()).toEqual([]);
});

test('ended after any part of it, a restoring has changed nothing', async () => {
  await makeRandomLibrary(randomOf(3), 60, now);
  const file = await save();
  await makeRandomLibrary(randomOf(4), 60, now);
  const before = await dump();
  let parts = 0;
  await restoreFile(file, 'token', now, () => void parts++).then(() =>
    makeRandomLibrary(randomOf(4), 60, now),
  );
  expect(parts).toBeGreaterThan(8);
  for (let killAfter = 1; killAfter <= parts; killAfter++) {
    let done = 0;
    const kill = () => {
      if (++done === killAfter) throw new Error('killed');
    };
    await expect(restoreFile(file, 'token', now, kill)).rejects.toThrow('killed');
    expect(await dump()).toEqual(before);
  }
});

test('what a feed wrote for a link and is none is not stored; where it was, a file leaves it out', async () => {
  await wipe();
  const { feedId } = await subscribe({ url: 'https://a.example/feed', siteUrl: 'http://#' }, now);
  const links = { link: 'http://?p=1', commentsUrl: 'https://a.example:port/x' };
  const good = { url: 'https://a.example/1.mp3', size: 1 };
  const enclosures = [{ url: 'http://a.example:99999/' }, good];
  await bring(feedId, [{ ...wirePost('a', now), ...links, enclosures }], now);
  const feed = (await db.feeds.get(feedId)) as FeedRow;
  const [post] = (await db.posts.toArray()) as [PostRow];
  expect(feed).not.toHaveProperty('siteUrl');
  expect(post).not.toHaveProperty('link');
  expect(post).not.toHaveProperty('commentsUrl');
  expect(post.enclosures).toEqual([good]);
  await db.feeds.put({ ...feed, siteUrl: 'http://#' });
  await db.posts.put({ ...post, ...links, enclosures });
  const file = await save();
  await wipe();
  await restoreFile(file, 'token', now);
  expect(await db.feeds.toArray()).toEqual([feed]);
  expect(await db.posts.toArray()).toEqual([post]);
});

test('logins are in it only when they are given', async () => {
  await makeRandomLibrary(randomOf(1), 20, now);
  const credentials = { 1: { origin: 'https://a.example', credential: { kind: 'bearer', token: 'SECRET' } } };
  expect((await summarize(await save())).credentials).toBeUndefined();
  const file = await writeBackupFile({ texts: true, settings, credentials, now });
  expect((await summarize(file)).credentials).toEqual(credentials);
});

describe('a file that is', () => {
  let good: Blob;
  let before: Awaited<ReturnType<typeof dump>>;
  const lines = async () => {
    const text = await new Response(good.stream().pipeThrough(new DecompressionStream('gzip'))).text();
    return text.trimEnd().split('\n');
  };
  const packed = async (changed: string[]) => new Blob([await gzipText(`${changed.join('\n')}\n`)]);
  const withHead = async (change: object) => {
    const [head = '', ...rest] = await lines();
    return packed([JSON.stringify({ ...JSON.parse(head), ...change }), ...rest]);
  };
  const bytesOf = async () => new Uint8Array(await good.arrayBuffer());
  const without = async (wanted: RegExp) => packed((await lines()).filter((line) => !wanted.test(line)));
  const replaced = async (from: RegExp, to: string) =>
    packed((await lines()).map((line) => line.replace(from, to)));

  beforeAll(async () => {
    await makeRandomLibrary(randomOf(5), 80, now);
    good = await save();
    await makeRandomLibrary(randomOf(6), 80, now);
    before = await dump();
  });

  const cases: [name: string, why: BackupFlaw['why'], file: () => Promise<Blob>][] = [
    ['empty', 'foreign', async () => new Blob([])],
    ['a picture', 'foreign', async () => new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47])])],
    ['a list of feeds', 'foreign', async () => new Blob(['<opml version="2.0"></opml>'])],
    ['gzipped, but another thing', 'foreign', async () => packed(['<opml/>'])],
    ['gzipped JSON of another program', 'foreign', async () => packed(['{"items":[]}', '[]'])],
    ['of a newer form', 'newer', () => withHead({ form: 2 })],
    ['of a newer schema', 'newer', () => withHead({ schema: 99 })],
    ['of an older form', 'older', () => withHead({ form: 0 })],
    ['of an older schema', 'older', () => withHead({ schema: 0 })],
    ['without a date', 'damaged', () => withHead({ madeAt: 'today' })],
    ['cut off', 'cut-off', async () => good.slice(0, Math.floor(good.size / 2))],
    ['cut off by one byte', 'cut-off', async () => good.slice(0, good.size - 1)],
    ['without its last line', 'cut-off', async () => packed((await lines()).slice(0, -1))],
    ['without a line in the middle', 'damaged', () => without(/^\["tags"/)],
    ['without its feeds', 'damaged', () => without(/^\["feeds"/)],
    ['with a line twice', 'damaged', async () => packed((await lines()).flatMap((line) => [line, line]))],
    ['with lines after its end', 'damaged', async () => packed([...(await lines()), '["tags",{}]'])],
    ['with half a line', 'damaged', () => replaced(/^\["posts",(.{20}).*/, '["posts",$1')],
    ['with a table that is none', 'damaged', () => replaced(/^\["posts"/, '["constructor"')],
    ['with a post whose time is a word', 'damaged', () => replaced(/"at":\d+/, '"at":"noon"')],
    ['with a feed whose address runs', 'damaged', () => replaced(/"url":"https:/, '"url":"javascript:')],
    [
      'changed in one byte',
      'damaged',
      async () => {
        const bytes = await bytesOf();
        bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 1;
        return new Blob([bytes]);
      },
    ],
  ];
  test.each(cases)('%s is refused as %s, and changes nothing', async (_name, why, file) => {
    const blob = await file();
    for (const use of [() => summarize(blob), () => restoreFile(blob, 'token', now)]) {
      const flaw = await use().then(
        () => undefined,
        (error) => error,
      );
      expect(flaw).toMatchObject({ why });
      expect(await dump()).toEqual(before);
    }
  });

  test('changed in any byte is refused, or is the same file', async () => {
    const random = randomOf(seed);
    const summary = await summarize(good);
    for (let i = 0; i < 150; i++) {
      const bytes = await bytesOf();
      const place = random.below(bytes.length);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << random.below(8));
      const read = await summarize(new Blob([bytes])).catch((error) => error);
      if (!(read instanceof BackupFlaw)) expect(read, `seed ${seed}, byte ${place}`).toEqual(summary);
    }
  });
});
