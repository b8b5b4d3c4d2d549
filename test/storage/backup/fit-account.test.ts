/** A file that was saved in one account and is restored in another: what a server said is true of its own account alone. */
import 'fake-indexeddb/auto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { accountKey, localStore } from '../../../src/storage/account.ts';
import { restoreFile, summarize } from '../../../src/storage/backup/restore-file.ts';
import { writeBackupFile } from '../../../src/storage/backup/write-file.ts';
import { db, reopenDatabase } from '../../../src/storage/database.ts';
import { markRead } from '../../../src/storage/mark-read.ts';
import { pauseFeed } from '../../../src/storage/rest.ts';
import type { PostRow } from '../../../src/storage/schema.ts';
import { changesToSend } from '../../../src/storage/server-feeds.ts';
import { subscribe, unsubscribe } from '../../../src/storage/subscriptions.ts';
import fake from '../../fakes/browser.ts';
import { counted, firstFlaw, recount } from '../recount.ts';
import { bring, wirePost } from './fill.ts';

const now = Date.UTC(2026, 4, 2);
const later = now + 3_600_000;
const serverStore = 'sidereal-one';
const otherServer = 'sidereal-two';

async function open(store: string): Promise<void> {
  await fake.storage.local.set({ [accountKey]: { store } });
  await reopenDatabase();
}

const names = ['known', 'refused', 'archived', 'paused', 'left', 'unsent'] as const;

/** A feed of each kind an account knows, with a post each; of the first one the post is read and that is not sent. */
async function fill(): Promise<void> {
  await db.delete({ disableAutoOpen: false });
  await db.open();
  for (const name of names) {
    const { feedId } = await subscribe({ url: `https://${name}.example/feed` }, now);
    await bring(feedId, [wirePost(name, now)], now);
    const post = (await db.posts.toArray()).find((row) => row.feedId === feedId) as PostRow;
    if (db.isOfServer) await beOfServer(feedId, post.id, name);
    if (name === 'paused') await pauseFeed(feedId, now);
    if (name === 'left') await unsubscribe(feedId, now);
    if (name === 'known') await markRead([post.id], now);
  }
}

/** As a sync leaves it. */
async function beOfServer(feedId: number, postId: number, name: (typeof names)[number]): Promise<void> {
  await planNothing(feedId);
  await db.items.put({ id: `${feedId}`, postId });
  const remote = { id: `feed/${feedId}`, title: name, folder: '' };
  if (name === 'refused') await db.feeds.update(feedId, { remoteTrouble: { code: 'refused' } });
  else if (name === 'archived') await db.feeds.update(feedId, { archivedAt: now });
  else if (name !== 'unsent') await db.feeds.update(feedId, { remote });
}

const planNothing = (feedId: number) =>
  db.checks
    .where('feedId')
    .equals(feedId)
    .modify((check) => {
      delete check.nextAt;
    });

const save = () => writeBackupFile({ texts: true, settings: {}, now });

async function restoreIn(store: string, file: Blob): Promise<void> {
  await open(store);
  await restoreFile(file, 'token', later);
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
}

/** The names of feeds for which a check is planned. */
async function planned(): Promise<string[]> {
  const checks = new Map((await db.checks.toArray()).map((check) => [check.feedId, check]));
  const feeds = await db.feeds.toArray();
  return feeds.flatMap(({ id, title }) =>
    checks.get(id)?.nextAt === undefined ? [] : (title.split('.')[0] ?? []),
  );
}

/** Whatever only a server said. */
async function ofServer(): Promise<unknown[]> {
  const feeds = await db.feeds.toArray();
  return [
    ...feeds.flatMap(({ remote, remoteTrouble, archivedAt }) => remote ?? remoteTrouble ?? archivedAt ?? []),
    ...(await db.items.toArray()),
    ...(await db.outgoing.toArray()),
  ];
}

beforeEach(() => open(localStore));
afterAll(() => open(localStore));

test('a file says which account it was saved in; one without a word of that is of the local account', async () => {
  await open(serverStore);
  await fill();
  expect((await summarize(await save())).store).toBe(serverStore);
  const text = await new Response(
    (await save()).stream().pipeThrough(new DecompressionStream('gzip')),
  ).text();
  const older = new Response(text.replace(`,"store":"${serverStore}"`, ''));
  const file = await new Response(
    (older.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new CompressionStream('gzip')),
  ).blob();
  expect((await summarize(file)).store).toBe(localStore);
});

describe('saved in an account on a server', () => {
  let file: Blob;
  beforeEach(async () => {
    await open(serverStore);
    await fill();
    file = await save();
  });

  test('in the same account everything is as it was', async () => {
    const before = [await ofServer(), await changesToSend(later)];
    await restoreIn(serverStore, file);
    expect([await ofServer(), await changesToSend(later)]).toEqual(before);
    expect(before[0]).toHaveLength(5 + 6 + 1);
    expect(await planned()).toEqual([]);
  });

  test('in the local account this browser asks every feed that is subscribed and does not rest, also one the server never had', async () => {
    await restoreIn(localStore, file);
    expect(await ofServer()).toEqual([]);
    expect(await planned()).toEqual(['known', 'refused', 'archived', 'unsent']);
    const due = (await db.checks.toArray()).filter((check) => check.nextAt !== undefined);
    expect(due.every((check) => check.nextAt === later)).toBe(true);
  });

  test('in the account of another server no feed or post goes by its old name: all are to be added', async () => {
    await restoreIn(otherServer, file);
    expect(await ofServer()).toEqual([]);
    expect(await planned()).toEqual([]);
    const added = (await changesToSend(later)).map((change) => [
      change.do,
      'url' in change ? change.url : '',
    ]);
    expect(added).toEqual(
      names.filter((name) => name !== 'left').map((name) => ['add', `https://${name}.example/feed`]),
    );
  });
});

describe('saved in the local account', () => {
  let file: Blob;
  let before: unknown;
  beforeEach(async () => {
    await fill();
    // Its server said that it is gone.
    const gone = (await db.feeds.where('urlKey').equals('https://refused.example/feed').first())
      ?.id as number;
    await planNothing(gone);
    before = await db.checks.toArray();
    file = await save();
  });

  test('there each check is due when it was', async () => {
    await restoreIn(localStore, file);
    expect(await db.checks.toArray()).toEqual(before);
    expect(await planned()).not.toContain('refused');
  });

  test('in an account on a server, which asks its feeds itself, none is planned', async () => {
    await restoreIn(serverStore, file);
    expect(await planned()).toEqual([]);
    expect((await changesToSend(later)).map((change) => change.do)).toEqual([
      'add',
      'add',
      'add',
      'add',
      'add',
    ]);
  });
});
