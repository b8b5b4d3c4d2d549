import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedFeed, ParsedPost } from '../../src/feeds/model.ts';
import type { RuleActions } from '../../src/feeds/rules.ts';
import { applyRule, mute } from '../../src/storage/apply-rule.ts';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { badgeUnread, totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, listFolders, removeFolder } from '../../src/storage/folders.ts';
import { showPost } from '../../src/storage/hiding.ts';
import { listRules } from '../../src/storage/list-rules.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread, openPost } from '../../src/storage/marks.ts';
import { parkFrom } from '../../src/storage/parking/park.ts';
import { listActions } from '../../src/storage/record.ts';
import { muteFeed, pauseFeed, resumeFeed, snoozeFeed } from '../../src/storage/rest.ts';
import { sweepFeed } from '../../src/storage/retention.ts';
import { addRule, changeRule, moveRule, removeRule } from '../../src/storage/rule-list.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow, UnreadRow } from '../../src/storage/schema.ts';
import { star } from '../../src/storage/stars.ts';
import { byStory, storyOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../src/storage/tagging.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { partSize } from '../../src/storage/undo-parts.ts';
import { randomOf, seedOf } from '../random.ts';
import { counted, firstFlaw, recount, recountBadge } from './recount.ts';

const runs = Number(process.env.MACHINE_RUNS ?? 15);
const steps = 60;
const startAt = 1_800_000_000_000;
const seed = seedOf('MACHINE_SEED');
const urls = [
  'https://a.example/feed',
  'https://b.example/feed',
  'https://planet.example/feed',
  'https://c.example/rss',
];
const labels = ['Python', 'rust', '#Web', 'python'];

const queries = [
  'title 3',
  'tag:python',
  'is:unread -tag:rust',
  'is:starred',
  'feed:"Feed 2" OR folder:folder',
  'text 1 has:code',
  '"text 2"',
];

type Random = ReturnType<typeof randomOf>;

function randomPost(random: Random): ParsedPost {
  const n = random.below(40);
  return {
    guid: random.below(4) === 0 ? `https://x.example/post/${n}` : `urn:post:${n}`,
    link: `https://x.example/post/${n}`,
    title: `Title ${n}${random.below(6) === 0 ? ' again' : ''}`,
    body: `<p>Text ${random.below(3)} of ${n}</p>`,
    publishedAt: 1_700_000_000_000 + random.below(5) * 3_600_000,
    tags: labels.filter(() => random.below(3) === 0),
    enclosures: [],
  };
}

async function check(feedId: number, random: Random, now: number): Promise<void> {
  const posts = Array.from({ length: random.below(8) }, () => randomPost(random));
  const feed: ParsedFeed = {
    format: 'rss',
    title: `Feed ${feedId}`,
    pace: {},
    posts,
    repairs: [],
    ...(feedId % 3 === 0 && { planet: true as const }),
  };
  const row = (await db.checks.get(feedId)) as CheckRow;
  if (row === undefined) return;
  const document = { feed, posts: identify(posts) };
  await saveCheck(row, document, () => ({ row: { ...row, lastGoodAt: now, nextAt: now } }), now);
}

/** Drops old posts as the settings may want it; the clock is a year ahead of the checks, so that all may go. */
async function sweep(feedId: number, random: Random, now: number): Promise<void> {
  const keeping = {
    days: random.below(2),
    posts: random.below(3),
    unread: random.below(2) === 0,
    starred: random.below(2) === 0,
  };
  const before = await db.posts.toArray();
  const unread = new Set(await db.unread.toCollection().primaryKeys());
  const marks = new Map((await db.marks.toArray()).map((mark) => [mark.storyId, mark]));
  await sweepFeed(feedId, keeping, undefined, now + 366 * 86_400_000);
  const left = new Set(await db.posts.toCollection().primaryKeys());
  for (const post of before.filter(({ id }) => !left.has(id))) {
    expect(post.feedId).toBe(feedId);
    if (keeping.unread) expect(unread.has(post.id)).toBe(false);
    if (keeping.starred) expect(marks.get(storyOf(post))?.starredAt).toBeUndefined();
    expect(await db.bodies.get(post.id)).toBeUndefined();
    expect(await db.tombstones.get([post.feedId, post.key])).toBeDefined();
  }
}

function randomRule(random: Random) {
  const flags = (['read', 'hide', 'star', 'offBadge', 'notify', 'stop'] as const).filter(
    () => random.below(4) === 0,
  );
  const does: RuleActions = Object.fromEntries(flags.map((flag) => [flag, true]));
  if (random.below(3) === 0) does.tags = [random.pick(labels) as string];
  const off = random.below(5) === 0 ? { off: true as const } : {};
  return { query: random.pick(queries) as string, does, ...off };
}

type Action = [name: string, act: () => Promise<unknown>];

/** So many steps are yet to be of those that matter after all was marked read. */
let markedAll = 0;

/** How often marks were put aside while what none but muted feeds carry stayed. */
let carriedOver = 0;

async function unreadUnheard(): Promise<UnreadRow[]> {
  const stories = byStory(await db.unread.toArray());
  const unheard = [...stories.values()].filter((rows) => rows.every((row) => row.riverAt === undefined));
  return unheard.flat().sort((a, b) => a.postId - b.postId);
}

async function step(random: Random, now: number): Promise<string> {
  const posts = await db.posts.toArray();
  const post = random.pick(posts);
  const feed = random.pick((await db.feeds.toArray()).filter((row) => row.leftAt === undefined));
  const folder = random.pick(await listFolders());
  const rule = random.pick(await listRules());
  // Where nothing is unread, something is made so first.
  const markAll = async () => {
    if ((await totalUnread()) < 3) await markUnread(posts.slice(-9).map(storyOf), now);
    const stay = await unreadUnheard();
    await markAllRead({ kind: 'all' }, now);
    expect(await db.unread.toArray()).toEqual(stay);
    const [last] = await listActions();
    if (last?.inverses.some((inverse) => inverse.do === 'all-unread' && inverse.carried)) carriedOver++;
  };
  const actions: Action[] = [
    [
      'subscribe',
      () => subscribe({ url: random.pick(urls) as string, folderId: folder?.id ?? 0, tags: [] }, now),
    ],
    ['check', async () => feed && check(feed.id, random, now)],
    ['check', async () => feed && check(feed.id, random, now)],
    ['read', async () => post && markRead([storyOf(post)], now)],
    ['unread', async () => post && markUnread([storyOf(post)], now)],
    ['open', async () => post && openPost(post, now, { countView: true })],
    ['star', async () => post && star(storyOf(post), random.below(2) === 0, now)],
    ['tag', async () => post && addTag(storyOf(post), random.pick(labels) as string, now)],
    ['untag', async () => post && removeTag(storyOf(post), 'python', now)],
    ['mark all', () => markAll()],
    ['mark all', () => markAll()],
    ['mark all', () => markAll()],
    ['mark feed', async () => feed && markAllRead({ kind: 'feed', feedId: feed.id }, now)],
    ['mark folder', async () => folder && markAllRead({ kind: 'folder', folderId: folder.id }, now)],
    ['mark tag', () => markAllRead({ kind: 'tag', tag: 'python' }, now)],
    ['mark starred', () => markAllRead({ kind: 'starred' }, now)],
    ['unsubscribe', async () => feed && unsubscribe(feed.id, now)],
    ['mute', async () => feed && muteFeed(feed.id, feed.mutedAt === undefined, now)],
    ['sweep', async () => feed && sweep(feed.id, random, now)],
    ['pause', async () => feed && pauseFeed(feed.id, now)],
    ['snooze', async () => feed && snoozeFeed(feed.id, now + 86_400_000, now)],
    ['resume', async () => feed && resumeFeed(feed.id, now)],
    ['rename', async () => feed && renameFeed(feed.id, `Name ${random.below(3)}`, now)],
    ['move', async () => feed && moveFeed(feed.id, folder?.id ?? 0, now)],
    [
      'add folder',
      () => addFolder(`Folder ${random.below(4)}`, random.below(2) === 0 ? (folder?.id ?? 0) : 0, now),
    ],
    ['remove folder', async () => folder && removeFolder(folder.id, now)],
    ['add rule', () => addRule(randomRule(random), now)],
    ['apply rule', () => applyRule(randomRule(random), now, () => random.below(3) > 0)],
    ['mute', () => mute(random.pick(queries) as string, 'a name', now, () => true)],
    ['change rule', async () => rule && changeRule(rule.id, randomRule(random), now)],
    ['move rule', async () => rule && moveRule(rule.id, random.below(3), now)],
    ['remove rule', async () => rule && removeRule(rule.id, now)],
    ['show', async () => post && showPost(storyOf(post), now)],
    ['choose badge', () => chooseAlerts(() => randomBadge(random, folder?.id, feed?.id))],
    ['undo', () => undo(now)],
    ['undo', () => undo(now)],
    ['undo', () => undo(now)],
    ['redo', () => redo(now)],
    ['turn', () => turnNextPart(now)],
    ['turn', () => turnNextPart(now)],
  ];
  const after = actions.filter(([name]) => /^(check|sweep|tag|undo|redo|turn)$/.test(name));
  const [name, act] = random.pick(markedAll > 0 && random.below(4) > 0 ? after : actions) as Action;
  await act();
  markedAll = name === 'mark all' ? 7 : Math.max(0, markedAll - 1);
  return name;
}

// Actions of two posts and more are taken back in parts, and other actions come between.
partSize.posts = 1;
parkFrom.stories = 2;

function randomBadge(random: Random, folderId: number | undefined, feedId: number | undefined) {
  return {
    badgeFolders: folderId !== undefined && random.below(3) === 0 ? [folderId] : [],
    badgeTags: random.below(3) === 0 ? ['python'] : [],
    offBadgeFeeds: feedId !== undefined && random.below(2) === 0 ? [feedId] : [],
  };
}

test(`counts equal a recount after every step of ${runs} random runs (MACHINE_SEED=${seed})`, async () => {
  for (let run = 0; run < runs; run++) {
    const random = randomOf(seed + run);
    await db.delete();
    await db.open();
    // Steps of a library without posts would show nothing.
    for (const url of urls.slice(0, 3)) await subscribe({ url, folderId: 0, tags: [] }, startAt);
    for (const feedId of [1, 2, 3]) await check(feedId, random, startAt);
    const trail: string[] = [];
    for (let i = 0; i < steps; i++) {
      trail.push(await step(random, startAt + i * 60_000));
      const where = `seed ${seed + run}, after ${trail.join(', ')}`;
      expect(await firstFlaw(), where).toBeUndefined();
      expect(await counted(), where).toEqual(await recount());
      expect(await badgeUnread(), where).toBe(await recountBadge());
    }
  }
  // Or a law was asked of nothing.
  if (runs >= 15) expect(carriedOver).toBeGreaterThan(0);
}, 120_000);
