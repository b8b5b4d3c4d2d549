/**
 * The law of the queue, through random histories: what the server has, with all that waits put over it, is what is
 * stored here. And once all is delivered and pulled, both are equal, and every count is true.
 */
import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { showPost } from '../../src/storage/hiding.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { addRule } from '../../src/storage/rule-list.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { partSize } from '../../src/storage/undo-parts.ts';
import { type FakeGreader, startGreader } from '../fakes/greader/server.ts';
import { randomOf, seedOf } from '../random.ts';
import { counted, firstFlaw, recount } from '../storage/recount.ts';
import { connectDevice, type Device } from './device.ts';

const runs = Number(process.env.LAW_RUNS ?? 4);
const steps = 40;
const seed = seedOf('LAW_SEED');
const now = Date.now();
partSize.posts = 10;

let server: FakeGreader;
afterEach(() => server.close());

type Random = ReturnType<typeof randomOf>;

/** A post that may come through several feeds. */
function sharedPost(n: number) {
  return { title: `A longer title, number ${n}`, url: `https://shared.example/posts/${n}` };
}

/** Three feeds, of which the last carries posts of the first, too. */
function fill(random: Random): void {
  const urls = ['a', 'b', 'c'].map((name) => `https://${name}.example/feed`);
  for (const [i, url] of urls.entries()) {
    const { posts } = server.account.source(url, `Feed ${'ABC'[i]}`, 3 + random.below(4));
    for (let n = 0; n < 4; n++) if (i !== 1) posts.push(sharedPost(n));
    server.account.subscribe(url);
  }
}

async function step(random: Random, device: Device): Promise<void> {
  const post = random.pick(await db.posts.toArray());
  const item = random.pick(server.account.items);
  const storyId = post === undefined ? 0 : storyOf(post);
  switch (random.below(13)) {
    case 0:
    case 1:
      await markRead([storyId], now);
      return;
    case 2:
      await markUnread([storyId], now);
      return;
    case 3:
      return star(storyId, random.below(2) === 0, now);
    case 4:
      if (random.below(4) === 0) await markAllRead({ kind: 'all' }, now);
      return;
    case 5:
      await (random.below(3) === 0 ? redo(now) : undo(now));
      while (await turnNextPart(now));
      return;
    case 6:
      if (item) item.read = !item.read;
      return;
    case 7:
      if (item) item.starred = !item.starred;
      return;
    case 8: {
      const feed = random.pick(server.account.feeds);
      const source = server.account.web.get(feed?.url ?? '');
      const n = random.below(12);
      source?.posts.push(sharedPost(n));
      if (feed) server.account.fetch(feed.id);
      return;
    }
    case 9:
      server.fail(/edit-tag|ids|contents/, random.below(2) ? { replyLost: true } : { status: 502 });
      return;
    case 10: {
      const does = random.pick([{ read: true }, { star: true }, { hide: true }] as const);
      await addRule({ query: `number ${random.below(9)}`, does: does ?? {} }, now);
      return;
    }
    case 11:
      if (post?.hiddenAt !== undefined) await showPost(storyId, now);
      return;
    default:
      await device.sync({ pushOnly: random.below(3) === 0 });
  }
}

/** Once all that failed is over: a sync delivers, another one pulls what stories made of it. */
async function settle(device: Device): Promise<void> {
  server.heal();
  for (let i = 0; i < 4; i++) expect((await device.sync()).trouble).toBeUndefined();
}

async function expectAgreement(): Promise<void> {
  const [posts, unread, marks, items] = await Promise.all([
    db.posts.toArray(),
    db.unread.toCollection().primaryKeys(),
    db.marks.toArray(),
    db.items.toArray(),
  ]);
  expect(await db.outgoing.toArray()).toEqual([]);
  const byId = new Map(posts.map((post) => [post.id, post]));
  const isUnread = new Set(unread);
  const starred = new Set(marks.flatMap((mark) => (mark.starredAt === undefined ? [] : mark.storyId)));
  for (const { id, postId } of items) {
    const post = byId.get(postId);
    const there = server.account.items.find((item) => String(item.id) === id);
    if (post === undefined || there === undefined || post.hiddenAt !== undefined) continue;
    expect([there.title, !there.read, there.starred]).toEqual([
      there.title,
      isUnread.has(postId),
      starred.has(storyOf(post)),
    ]);
  }
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
}

test(`after any history both are of one mind (LAW_SEED=${seed})`, async () => {
  for (let run = 0; run < runs; run++) {
    const random = randomOf(seed + run);
    await server?.close();
    server = await startGreader();
    fill(random);
    const device = await connectDevice(server);
    await device.sync();
    for (let i = 0; i < steps; i++) await step(random, device);
    await settle(device);
    await expectAgreement();
  }
});
