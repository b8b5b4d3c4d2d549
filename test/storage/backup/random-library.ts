import { db } from '../../../src/storage/database.ts';
import { addFolder, listFolders, removeFolder } from '../../../src/storage/folders.ts';
import { markAllRead } from '../../../src/storage/mark-all.ts';
import { markUnread, openPost } from '../../../src/storage/marks.ts';
import { parkFrom } from '../../../src/storage/parking/park.ts';
import { muteFeed, pauseFeed } from '../../../src/storage/rest.ts';
import { sweepFeed } from '../../../src/storage/retention.ts';
import { addRule } from '../../../src/storage/rule-list.ts';
import { star } from '../../../src/storage/stars.ts';
import { storyOf } from '../../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../../src/storage/subscriptions.ts';
import { addTag } from '../../../src/storage/tagging.ts';
import { undo } from '../../../src/storage/undo.ts';
import { saveView } from '../../../src/storage/views.ts';
import type { randomOf } from '../../random.ts';
import { bring, wirePost } from './fill.ts';

const oddities = ['plain', 'ünïcødé ☃ 𝄞', 'a\nb\u2028c "d" \\', '<b>&amp;</b>', '\u202eابجد', '__proto__'];

/** A database as so many random actions of a person, and checks, leave it. */
export async function makeRandomLibrary(
  random: ReturnType<typeof randomOf>,
  steps: number,
  now: number,
): Promise<void> {
  // A library of thousands is small here.
  parkFrom.stories = 3;
  await db.delete();
  await db.open();
  for (let i = 0; i < steps; i++) await step(random, now + i * 60_000);
  await db.icons.put({
    site: 'https://a.example',
    askedAt: now,
    image: { type: 'image/png', bytes: bytes(random) },
  });
  await db.budget.put({ id: 1, price: random.next(), feeds: 3, reckonedAt: now });
}

function bytes(random: ReturnType<typeof randomOf>): Uint8Array {
  return Uint8Array.from({ length: random.below(300) }, () => random.below(256));
}

async function step(random: ReturnType<typeof randomOf>, now: number): Promise<void> {
  const feed = random.pick((await db.feeds.toArray()).filter((row) => row.leftAt === undefined));
  const post = random.pick(await db.posts.toArray());
  const folder = random.pick(await listFolders());
  const odd = random.pick(oddities) as string;
  const name = `${random.below(30)}`;
  const check = async () => {
    if (feed === undefined) return;
    const posts = Array.from({ length: random.below(8) }, (_, i) => ({
      ...wirePost(`${random.below(30)}`, now - i * 3_600_000),
      title: odd,
      tags: [odd, 'python'],
      body: `<p>${odd} ${random.below(3)}</p>`,
    }));
    await bring(feed.id, posts, now);
  };
  const actions: (() => Promise<unknown>)[] = [
    () =>
      subscribe({ url: `https://${'abcd'[random.below(4)]}.example/feed`, folderId: folder?.id ?? 0 }, now),
    check,
    check,
    check,
    () => addFolder(`${odd}${name}`, folder?.id ?? 0, now),
    async () => folder && removeFolder(folder.id, now),
    async () => post && openPost(post, now, { countView: true }),
    async () => post && markUnread([storyOf(post)], now),
    async () => post && star(storyOf(post), random.below(3) > 0, now),
    async () => post && addTag(storyOf(post), odd, now),
    () => addRule({ query: 'title:x', does: { hide: true, tags: [odd] } }, now),
    () => saveView(odd, 'python', now),
    async () => feed && muteFeed(feed.id, random.below(2) === 0, now),
    async () => feed && pauseFeed(feed.id, now),
    async () => random.below(3) === 0 && feed && unsubscribe(feed.id, now),
    async () =>
      feed && sweepFeed(feed.id, { days: 0, posts: 3, unread: false, starred: true }, undefined, now),
    async () => random.below(3) === 0 && markAllRead({ kind: 'all' }, now),
    () => undo(now),
  ];
  await random.pick(actions)?.();
}

/**
 * All that a file holds: every row of every table but those that are worked out from the others, or of the moment. Which
 * of its two stores holds the unread marks is the database's own.
 */
export async function dump(): Promise<Record<string, unknown[]>> {
  const passing = /^(search|passes$|wanted$|hosts$|notices$|restored$|rewrites$|account$)/;
  const tables = db.tables.filter((table) => !passing.test(table.name));
  return Object.fromEntries(
    await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await db.table(name).orderBy(':id').toArray();
        return [name, name === 'parking' ? rows.map(({ swapped: _swapped, ...row }) => row) : rows] as const;
      }),
    ),
  );
}
