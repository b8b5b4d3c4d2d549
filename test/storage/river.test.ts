import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { gmtDays, localDays } from '../../src/feeds/days.ts';
import { db } from '../../src/storage/database.ts';
import { type ListCursor, type ListQuery, listPosts } from '../../src/storage/lists.ts';
import { type RiverCursor, type RiverQuery, type RiverRow, riverPage } from '../../src/storage/river.ts';
import type { PostRow } from '../../src/storage/schema.ts';
import { randomOf, seedOf } from '../random.ts';

const seed = seedOf('RIVER_SEED');
const hour = 3_600_000;

const feedIds = [1, 2, 3, 4, 5, 6, 7, 8];

/** A post that stands in the river. */
function postOf(id: number, feedId: number, at: number): PostRow {
  const bare = { key: `${id}`, seenAt: at, snippet: '', ownTags: [], joinKeys: [], fingerprint: '' };
  return { id, feedId, at, riverAt: at, ...bare };
}

/** Fills the tables directly: feeds 1 to 8 (1 and 2 in folder 1), posts with many equal times, some of them no faces. */
async function fill(count: number, random: ReturnType<typeof randomOf>): Promise<PostRow[]> {
  await db.delete();
  await db.open();
  await db.folders.add({ id: 1, parentId: 0, title: 'Folder', position: 1 });
  for (const id of feedIds) {
    await db.feeds.add({
      id,
      url: `https://${id}.example/`,
      urlKey: `${id}`,
      title: `${id}`,
      folderId: id <= 2 ? 1 : 0,
      position: id,
      tags: [],
      addedAt: 0,
    });
  }
  const posts: PostRow[] = [];
  for (let id = 1; id <= count; id++) {
    const at = 1_700_000_000_000 + random.below(100) * hour;
    const isFace = random.below(8) !== 0;
    posts.push({
      id,
      feedId: random.below(3) === 0 ? 1 : 1 + random.below(8),
      key: `${id}`,
      at,
      seenAt: at,
      snippet: '',
      ownTags: [],
      joinKeys: [],
      fingerprint: '',
      ...(isFace && { riverAt: at, tagAts: [[random.below(2) === 0 ? 'a' : 'ab', at, id]] }),
    });
  }
  await db.posts.bulkAdd(posts);
  const unread = posts.filter(() => random.below(2) === 0);
  await db.unread.bulkAdd(
    unread.map(({ id, feedId, at, riverAt, tagAts }) => ({
      postId: id,
      feedId,
      at,
      ...(riverAt !== undefined && { riverAt }),
      ...(tagAts !== undefined && { tagAts }),
    })),
  );
  return posts;
}

const newestFirst = (a: PostRow, b: PostRow) => b.at - a.at || b.id - a.id;

/** The river by its definition: sort, group by day, then by feed in the order of their newest post. */
async function riverByDefinition({ scope, unreadOnly, days, order }: RiverQuery): Promise<string[]> {
  const unread = new Set(await db.unread.toCollection().primaryKeys());
  const posts = (await db.posts.toArray())
    .filter((post) => post.riverAt !== undefined && (!unreadOnly || unread.has(post.id)))
    .filter((post) => scope.kind === 'all' || post.feedId <= 2)
    .sort(newestFirst);
  if (order === 'oldest') posts.reverse();
  const rows: string[] = [];
  for (const day of new Set(posts.map((post) => days.startOf(post.at)))) {
    const today = posts.filter((post) => days.startOf(post.at) === day);
    for (const feed of new Set(today.map((post) => post.feedId))) {
      rows.push(...today.filter((post) => post.feedId === feed).map((post) => `${day} ${post.id}`));
    }
  }
  return rows;
}

async function wholeRiver(query: RiverQuery, limit: number): Promise<string[]> {
  const rows: string[] = [];
  let cursor: RiverCursor | undefined;
  do {
    const page = await riverPage(query, cursor, limit);
    if (page.next !== undefined) expect(page.rows.length).toBe(limit);
    rows.push(...page.rows.map(({ post, dayAt }) => `${dayAt} ${post.id}`));
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}

async function wholeList(query: ListQuery, limit: number): Promise<number[]> {
  const ids: number[] = [];
  let cursor: ListCursor | undefined;
  do {
    const page = await listPosts(query, cursor, limit);
    ids.push(...page.posts.map((post) => post.id));
    cursor = page.next;
  } while (cursor !== undefined);
  return ids;
}

let random = randomOf(seed);
beforeEach(() => {
  random = randomOf(seed);
});

test(`the river, page by page, is the river by its definition (RIVER_SEED=${seed})`, {
  timeout: 60_000,
}, async () => {
  for (const count of [0, 1, 30, 400, 700]) {
    await fill(count, random);
    for (const kind of ['all', 'folder'] as const) {
      for (const unreadOnly of [true, false]) {
        for (const days of [gmtDays, localDays]) {
          const scope = kind === 'all' ? { kind } : { kind, folderId: 1 };
          for (const order of ['newest', 'oldest'] as const) {
            const query: RiverQuery = { scope, unreadOnly, days, order };
            const expected = await riverByDefinition(query);
            for (const limit of [1, 7, 50]) {
              if ((limit === 1 && count > 30) || (limit === 7 && count > 400)) continue;
              expect(await wholeRiver(query, limit)).toEqual(expected);
            }
          }
        }
      }
    }
  }
});

test(`what comes between two pages cuts no feed of a day in two (RIVER_SEED=${seed})`, async () => {
  for (const count of [60, 400, 700]) {
    for (const kind of ['all', 'folder'] as const) {
      for (const order of ['newest', 'oldest'] as const) {
        await fill(count, random);
        let newestId = count;
        const scope = kind === 'all' ? { kind } : { kind, folderId: 1 };
        const query: RiverQuery = { scope, unreadOnly: false, days: gmtDays, order };
        const expected = await riverByDefinition(query);
        const rows: RiverRow[] = [];
        let cursor: RiverCursor | undefined;
        do {
          const page = await riverPage(query, cursor, 20);
          rows.push(...page.rows);
          cursor = page.next;
          // A post of every feed comes, in front of all that is drawn of this day.
          const at = page.next && (order === 'newest' ? gmtDays.next(page.next.dayAt) - 1 : page.next.dayAt);
          if (at !== undefined)
            await db.posts.bulkAdd(feedIds.map((feedId) => postOf(++newestId, feedId, at)));
        } while (cursor !== undefined);
        const listed = rows.map(({ post, dayAt }) => `${dayAt} ${post.id}`);
        expect(new Set(listed).size).toBe(listed.length);
        expect(expected.filter((row) => !listed.includes(row))).toEqual([]);
        const groups = rows.map(({ post, dayAt }) => `${dayAt} ${post.feedId}`);
        expect(groups.filter((group, i) => group !== groups[i - 1])).toEqual([...new Set(groups)]);
      }
    }
  }
});

test('a day of thousands of posts of one feed does not hide the feed behind it, nor is it read', async () => {
  const dayAt = gmtDays.startOf(1_700_000_000_000);
  await fill(0, random);
  const post = (id: number, feedId: number) => postOf(id, feedId, dayAt + (feedId === 1 ? 10 * hour : hour));
  await db.posts.bulkAdd([post(1, 2), ...Array.from({ length: 3000 }, (_, i) => post(i + 2, 1))]);
  const query: RiverQuery = { scope: { kind: 'all' }, unreadOnly: false, days: gmtDays };
  let read = 0;
  db.posts.hook('reading', (row) => {
    read++;
    return row;
  });
  const first = await riverPage(query, undefined, 50);
  expect(first.rows.map((row) => row.post.feedId)).toEqual(Array(50).fill(1));
  expect(read).toBeLessThan(500);
  const behind = await riverPage(query, { dayAt, drawn: [1] }, 50);
  expect(behind.rows.map((row) => row.post.id)).toEqual([1]);
});

test(`flat lists come whole and in order, page by page (RIVER_SEED=${seed})`, async () => {
  const posts = await fill(200, random);
  const unread = new Set(await db.unread.toCollection().primaryKeys());
  for (const unreadOnly of [true, false]) {
    for (const order of ['newest', 'oldest'] as const) {
      const shown = posts.filter((post) => !unreadOnly || unread.has(post.id)).sort(newestFirst);
      if (order === 'oldest') shown.reverse();
      const idsOf = (rows: PostRow[]) => rows.map((post) => post.id);
      const lists: [ListQuery['scope'], PostRow[]][] = [
        [{ kind: 'feed', feedId: 1 }, shown.filter((post) => post.feedId === 1)],
        [{ kind: 'tag', tag: 'a' }, shown.filter((post) => post.tagAts?.[0]?.[0] === 'a')],
        [{ kind: 'all' }, shown.filter((post) => post.riverAt !== undefined)],
      ];
      for (const [scope, expected] of lists) {
        for (const limit of [3, 50]) {
          expect(await wholeList({ scope, unreadOnly, order }, limit)).toEqual(idsOf(expected));
        }
      }
    }
  }
});

test('starred stories are listed by their time', async () => {
  const posts = (await fill(60, random)).filter((post) => post.riverAt !== undefined);
  const starred = posts.slice(0, 20);
  await db.marks.bulkAdd(
    starred.map((post) => ({ storyId: post.id, starredAt: 1, starAt: [post.at, post.id] })),
  );
  const expected = [...starred].sort(newestFirst).map((post) => post.id);
  const query: ListQuery = { scope: { kind: 'starred' }, unreadOnly: false, order: 'newest' };
  expect(await wholeList(query, 6)).toEqual(expected);
});
