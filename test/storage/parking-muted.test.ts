/** Where feeds are muted, marking everything read puts aside all but what none but they carry. */
import 'fake-indexeddb/auto';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { badgeUnread, countsOf, totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { moveFeed } from '../../src/storage/feeds.ts';
import { addFolder } from '../../src/storage/folders.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { mostCarried, parkFrom } from '../../src/storage/parking/park.ts';
import { settleFrom, settleOld } from '../../src/storage/parking/settle-old.ts';
import { mostSince } from '../../src/storage/parking/take-back.ts';
import { actionTables, listActions } from '../../src/storage/record.ts';
import { muteFeed, setMute } from '../../src/storage/rest.ts';
import { sweepFeed } from '../../src/storage/retention.ts';
import type { FeedRow } from '../../src/storage/schema.ts';
import { byStory, storyOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { partSize } from '../../src/storage/undo-parts.ts';
import { randomOf, seedOf } from '../random.ts';
import { bring, wirePost } from './backup/fill.ts';
import { counted, firstFlaw, recount, recountBadge } from './recount.ts';

const now = Date.UTC(2026, 4, 2);
const hour = 3_600_000;
const usual = {
  part: partSize.posts,
  park: parkFrom.stories,
  settle: settleFrom.stories,
  carried: mostCarried.posts,
  since: mostSince.posts,
};
const all = { kind: 'all' as const };
const link = (name: string) => `https://many.example/${name}`;
const posts = (names: string[]) => names.map((name) => wirePost(name, now - hour));

/** Of feed 1, which is heard: 20 posts, one more of feed 2, too. Of feeds 2 and 3, which are muted: 5 posts, and one of both. */
beforeEach(async () => {
  await emptied();
  partSize.posts = 8;
  parkFrom.stories = 20;
  settleFrom.stories = 0;
  mostCarried.posts = usual.carried;
  mostSince.posts = usual.since;
  const folderId = await addFolder('Folder', 0, now);
  for (const id of [1, 2, 3]) await subscribe({ url: `https://feed-${id}.example/feed`, folderId }, now);
  const heard = Array.from({ length: 20 }, (_, i) => ({ ...wirePost(`heard ${i}`, now), tags: ['stone'] }));
  await bring(1, [...heard, { ...wirePost('of 1 and 2', now), link: link('a') }], now);
  const muted = posts(['m1', 'm2', 'm3', 'm4', 'm5']);
  const ofBoth = { ...wirePost('of 2 and 3', now), link: link('b'), tags: ['stone'] };
  await bring(2, [...muted, { ...wirePost('of 2 and 1', now), link: link('a') }, ofBoth], now);
  await bring(3, [{ ...wirePost('of 3 and 2', now), link: link('b') }], now);
  for (const id of [2, 3]) await muteFeed(id, true, now);
});
afterAll(() => {
  partSize.posts = usual.part;
  parkFrom.stories = usual.park;
  settleFrom.stories = usual.settle;
  mostCarried.posts = usual.carried;
  mostSince.posts = usual.since;
});

async function emptied(): Promise<void> {
  await db.delete();
  await db.open();
}

const unread = () => db.unread.toArray();
const unheard = async () => {
  const stories = [...byStory(await unread()).values()].filter((rows) =>
    rows.every(({ feedId }) => feedId > 1),
  );
  return stories.flat().sort((a, b) => a.postId - b.postId);
};
const parked = () => db.parked.toCollection().count();
const numberOf = async (feedId: number) => (await countsOf('feed', feedId)).unread;

/** So many stories of the river are unread, so many posts of feeds 2 and 3, and all counts are those of a recount. */
async function isTrue(river: number, ofTwo: number, ofThree: number): Promise<void> {
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
  expect(await badgeUnread()).toBe(await recountBadge());
  expect([await totalUnread(), await numberOf(2), await numberOf(3)]).toEqual([river, ofTwo, ofThree]);
}

/** Undo and redo of large actions are only begun: whoever comes to it does the rest. */
async function wholly(turn: typeof undo): Promise<void> {
  await turn(now);
  while (await turnNextPart(now));
}

/** As another device does it: nothing that can be taken back here. */
function muteElsewhere(feedId: number, on: boolean): Promise<unknown> {
  return db.transaction('rw', actionTables, async () =>
    setMute((await db.feeds.get(feedId)) as FeedRow, on ? now : undefined),
  );
}

test('what none but muted feeds carry stays unread, all else is put aside and comes back as it lay', async () => {
  const [before, stay] = [await unread(), await unheard()];
  await isTrue(21, 7, 1);
  expect(stay).toHaveLength(7);
  for (let i = 0; i < 2; i++) {
    if (i === 0) expect(await markAllRead(all, now)).toEqual({ count: 21 });
    else await redo(now);
    expect(await unread()).toEqual(stay);
    expect(await parked()).toBe(22);
    await isTrue(0, 6, 1);
    expect((await undo(now))?.left).toBeUndefined();
    expect(await unread()).toEqual(before);
    expect(await parked()).toBe(0);
    await isTrue(21, 7, 1);
  }
});

test('what was carried over and is read meanwhile stays read', async () => {
  const before = await unread();
  const first = (await unheard()).find(({ storyId }) => storyId === undefined);
  await markAllRead(all, now);
  await markRead([first?.postId ?? 0], now);
  await isTrue(0, 5, 1);
  // It was not read here.
  await db.actions.delete((await listActions())[0]?.id as number);
  await undo(now);
  expect(await unread()).toEqual(before.filter(({ postId }) => postId !== first?.postId));
  await redo(now);
  await isTrue(0, 5, 1);
});

test('what a muted feed brings meanwhile, and what a heard one brings to its stories, stays when done again', async () => {
  await markAllRead(all, now);
  await bring(2, posts(['m6']), now);
  await bring(1, [{ ...wirePost('of 1 and both', now), link: link('b') }], now);
  await isTrue(1, 7, 1);
  for (let i = 0; i < 2; i++) {
    await undo(now);
    await isTrue(22, 8, 1);
    await redo(now);
    await isTrue(1, 7, 1);
  }
});

test('muted feeds with more unread posts than may be carried, or than all others: marks are taken away one by one', async () => {
  const [before, stay] = [await unread(), await unheard()];
  mostCarried.posts = 7;
  await markAllRead(all, now);
  expect([await parked(), await unread()]).toEqual([0, stay]);
  await wholly(undo);
  expect(await unread()).toEqual(before);
  mostCarried.posts = usual.carried;
  parkFrom.stories = 1;
  await bring(2, posts(Array.from({ length: 14 }, (_, i) => `more ${i}`)), now);
  await markAllRead(all, now);
  expect(await parked()).toBe(0);
  await isTrue(0, 20, 1);
});

test('with an account on a server each mark is told, and what muted feeds carry is not', async () => {
  const ofServer = vi.spyOn(db, 'isOfServer', 'get').mockReturnValue(true);
  await markAllRead(all, now);
  expect([await parked(), await db.outgoing.toCollection().count()]).toEqual([0, 22]);
  ofServer.mockRestore();
});

test('more that was carried over than may come meanwhile: all is put back as it lies', async () => {
  mostSince.posts = 6;
  await markAllRead(all, now);
  expect((await undo(now))?.left).toBeUndefined();
  await markAllRead(all, now);
  await bring(2, posts(['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7']), now);
  expect((await undo(now))?.left).toBe(3);
  while (await turnNextPart(now));
  await isTrue(21, 14, 1);
});

test('put back post by post, what was carried over is not among it', async () => {
  const before = await unread();
  for (let steps = 0; steps <= 4; steps++) {
    await markAllRead(all, now);
    for (let i = 0; i < steps; i++) await settleOld(now + hour);
    await isTrue(0, 6, 1);
    await wholly(undo);
    expect(await unread()).toEqual(before);
    await isTrue(21, 7, 1);
  }
});

test('feeds that are muted, heard or left meanwhile, here or elsewhere', async () => {
  const before = await unread();
  const changes = [
    () => muteFeed(1, true, now),
    () => muteFeed(2, false, now),
    () => unsubscribe(2, now),
    () => unsubscribe(1, now),
  ];
  for (const change of changes) {
    await markAllRead(all, now);
    await change();
    await wholly(undo);
    await wholly(undo);
    expect(await unread()).toEqual(before);
    await isTrue(21, 7, 1);
  }
  for (const [feedId, on] of [
    [2, false],
    [1, true],
  ] as const) {
    await markAllRead(all, now);
    const stay = await unheard();
    await muteElsewhere(feedId, on);
    await wholly(undo);
    expect((await unread()).map(({ postId }) => postId)).toEqual(before.map(({ postId }) => postId));
    await wholly(redo);
    expect((await unread()).map(({ postId }) => postId)).toEqual(stay.map(({ postId }) => postId));
    await wholly(undo);
    await muteElsewhere(feedId, !on);
  }
});

const runs = Number(process.env.MACHINE_RUNS ?? 12);
const seed = seedOf('MACHINE_SEED');

/** Steps of a random run, and what is unread, counted and on the badge after each. */
async function runOf(
  seed: number,
  park: number,
): Promise<{ trail: string[]; shown: unknown[]; carried: number }> {
  await emptied();
  parkFrom.stories = park;
  const random = randomOf(seed);
  partSize.posts = random.pick([1, 3, 5_000]) as number;
  mostSince.posts = random.pick([0, 3, 2_000]) as number;
  mostCarried.posts = random.pick([3, 10_000]) as number;
  const folder = await addFolder('Folder', 0, now);
  const urls = [1, 2, 3, 4].map((id) => `https://feed-${id}.example/feed`);
  const check = (feedId: number, most: number) => {
    const numbers = [...new Set(Array.from({ length: random.below(most) }, () => random.below(25)))];
    const brought = numbers.map((n) => ({
      ...wirePost(`${feedId} ${n}`, now - n * hour),
      link: link(`${n}`),
    }));
    return bring(
      feedId,
      random.below(2) === 0 ? brought : brought.map(({ link: _link, ...post }) => post),
      now,
    );
  };
  for (const url of urls) await subscribe({ url }, now);
  for (const id of [1, 2, 3, 4]) await check(id, 12);
  await muteFeed(4, true, now);
  const [trail, shown]: [string[], unknown[]] = [[], []];
  let carried = 0;
  for (let i = 0; i < 45; i++) {
    const feed = random.pick((await db.feeds.toArray()).filter(({ leftAt }) => leftAt === undefined));
    const post = random.pick(await db.posts.toArray());
    const keeping = { days: 0, posts: random.below(9), unread: random.below(2) === 0, starred: true };
    const steps: [string, () => Promise<unknown>][] = [
      ['check', async () => feed && check(feed.id, 6)],
      ['check', async () => feed && check(feed.id, 6)],
      ['read', async () => post && markRead([storyOf(post)], now)],
      ['unread', async () => post && markUnread([storyOf(post)], now)],
      ['mark all', () => markAllRead(all, now)],
      ['mark all', () => markAllRead(all, now)],
      ['undo', () => wholly(undo)],
      ['undo', () => wholly(undo)],
      ['undo', () => wholly(undo)],
      ['redo', () => wholly(redo)],
      ['redo', () => wholly(redo)],
      ['mute', async () => feed && muteFeed(feed.id, feed.mutedAt === undefined, now)],
      ['mute elsewhere', async () => feed && muteElsewhere(feed.id, feed.mutedAt === undefined)],
      ['move', async () => feed && moveFeed(feed.id, feed.folderId === 0 ? folder : 0, now)],
      ['leave', async () => feed && unsubscribe(feed.id, now)],
      ['subscribe', () => subscribe({ url: random.pick(urls) as string }, now)],
      ['sweep', async () => feed && sweepFeed(feed.id, keeping, undefined, now + 9_000 * hour)],
      ['settle', () => settleOld(now + hour)],
      ['badge', () => chooseAlerts(() => ({ offBadgeFeeds: random.below(2) === 0 ? [2] : [] }))],
    ];
    const [name, act] = random.pick(steps) as (typeof steps)[number];
    const answer = await act();
    trail.push(feed === undefined ? name : `${name} ${feed.id}`);
    if (name === 'mark all' && (await parked()) > 0 && (await db.unread.toCollection().count()) > 0)
      carried++;
    expect(await firstFlaw(), trail.join(', ')).toBeUndefined();
    shown.push([name === 'mark all' && answer, await unread(), await counted(), await badgeUnread()]);
  }
  return { trail, shown, carried };
}

test(`parked or one by one, the same is unread after every step of ${runs} random runs (MACHINE_SEED=${seed})`, async () => {
  let carried = 0;
  for (let run = 0; run < runs; run++) {
    const parking = await runOf(seed + run, 1);
    const oneByOne = await runOf(seed + run, Number.POSITIVE_INFINITY);
    for (const [i, shown] of parking.shown.entries())
      expect(shown, `seed ${seed + run}, after ${parking.trail.slice(0, i + 1).join(', ')}`).toEqual(
        oneByOne.shown[i],
      );
    carried += parking.carried;
  }
  // Or nothing of this was asked.
  expect(carried).toBeGreaterThan(runs / 2);
}, 120_000);
