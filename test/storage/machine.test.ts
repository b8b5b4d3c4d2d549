import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedFeed, ParsedPost } from '../../src/feeds/model.ts';
import { saveCheck } from '../../src/storage/checks.ts';
import { db } from '../../src/storage/database.ts';
import { moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, listFolders, removeFolder } from '../../src/storage/folders.ts';
import { markAllRead, markRead, markUnread, openPost } from '../../src/storage/marks.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../src/storage/tagging.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { randomOf, seedOf } from '../random.ts';
import { counted, firstFlaw, recount } from './recount.ts';

const runs = Number(process.env.MACHINE_RUNS ?? 15);
const steps = 60;
const seed = seedOf('MACHINE_SEED');
const urls = [
  'https://a.example/feed',
  'https://b.example/feed',
  'https://planet.example/feed',
  'https://c.example/rss',
];
const labels = ['Python', 'rust', '#Web', 'python'];

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

async function step(random: Random, now: number): Promise<string> {
  const posts = await db.posts.toArray();
  const post = random.pick(posts);
  const feed = random.pick((await db.feeds.toArray()).filter((row) => row.leftAt === undefined));
  const folder = random.pick(await listFolders());
  const actions: [string, () => Promise<unknown>][] = [
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
    ['mark all', () => markAllRead({ kind: 'all' }, now)],
    ['mark feed', async () => feed && markAllRead({ kind: 'feed', feedId: feed.id }, now)],
    ['mark folder', async () => folder && markAllRead({ kind: 'folder', folderId: folder.id }, now)],
    ['mark tag', () => markAllRead({ kind: 'tag', tag: 'python' }, now)],
    ['mark starred', () => markAllRead({ kind: 'starred' }, now)],
    ['unsubscribe', async () => feed && unsubscribe(feed.id, now)],
    ['rename', async () => feed && renameFeed(feed.id, `Name ${random.below(3)}`, now)],
    ['move', async () => feed && moveFeed(feed.id, folder?.id ?? 0, now)],
    [
      'add folder',
      () => addFolder(`Folder ${random.below(4)}`, random.below(2) === 0 ? (folder?.id ?? 0) : 0, now),
    ],
    ['remove folder', async () => folder && removeFolder(folder.id, now)],
    ['undo', () => undo(now)],
    ['undo', () => undo(now)],
    ['redo', () => redo(now)],
  ];
  const [name, act] = random.pick(actions) as [string, () => Promise<unknown>];
  await act();
  return name;
}

test(`counts equal a recount after every step of ${runs} random runs (MACHINE_SEED=${seed})`, async () => {
  for (let run = 0; run < runs; run++) {
    const random = randomOf(seed + run);
    await db.delete();
    await db.open();
    const trail: string[] = [];
    for (let i = 0; i < steps; i++) {
      trail.push(await step(random, 1_800_000_000_000 + i * 60_000));
      const where = `seed ${seed + run}, after ${trail.join(', ')}`;
      expect(await firstFlaw(), where).toBeUndefined();
      expect(await counted(), where).toEqual(await recount());
    }
  }
}, 120_000);
