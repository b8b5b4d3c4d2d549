import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import { parseQuery, type Query } from '../../src/feeds/query.ts';
import type { RuleActions } from '../../src/feeds/rules.ts';
import { applyRule, mute } from '../../src/storage/apply-rule.ts';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { badgeUnread, countsOf, totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { showPost } from '../../src/storage/hiding.ts';
import { listRules } from '../../src/storage/list-rules.ts';
import { listPosts } from '../../src/storage/lists.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { listActions } from '../../src/storage/record.ts';
import { addRule, moveRule, removeRule } from '../../src/storage/rule-list.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { removeTag } from '../../src/storage/tagging.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { walkPosts } from '../../src/storage/walk-posts.ts';
import { counted, firstFlaw, recount, recountBadge } from './recount.ts';

const start = 1_800_000_000_000;
let now = start;
let feedId = 0;

beforeEach(async () => {
  await db.delete();
  await db.open();
  now = start;
  ({ feedId } = await subscribe({ url: 'https://a.example/feed' }, now));
});

function post(name: string, more: Partial<ParsedPost> = {}): ParsedPost {
  return {
    guid: `urn:${name}`,
    link: `https://x.example/${name}`,
    title: `Title ${name}`,
    body: `<p>Text of ${name}</p>`,
    publishedAt: start - 1000,
    tags: [],
    enclosures: [],
    ...more,
  };
}

async function arrive(posts: ParsedPost[], into = feedId): Promise<void> {
  now += 60_000;
  const row = (await db.checks.get(into)) as CheckRow;
  const feed = { format: 'rss' as const, title: `Feed ${into}`, pace: {}, posts, repairs: [] };
  const done = () => ({ row: { ...row, lastGoodAt: now, nextAt: now } });
  await saveCheck(row, { feed, posts: identify(posts) }, done, now);
}

/** Ends what is being taken back or done again. */
async function finish(): Promise<void> {
  while (await turnNextPart(now));
}

async function rule(query: string, does: RuleActions): Promise<number> {
  return addRule({ query, does }, now);
}

async function allIsTrue(): Promise<void> {
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
  expect(await badgeUnread()).toBe(await recountBadge());
}

async function stored(name: string) {
  return (await db.posts.toArray()).find((each) => each.title === `Title ${name}`);
}

test('a hidden post is not unread, stands in no river and counts nowhere; its feed keeps it', async () => {
  await rule('sponsored', { hide: true });
  await arrive([post('a'), post('b', { body: '<p>Sponsored by us</p>' })]);
  const hidden = await stored('b');
  expect(hidden?.hiddenAt).toBe(now);
  expect(hidden?.riverAt).toBeUndefined();
  expect(await totalUnread()).toBe(1);
  expect(await countsOf('feed', feedId)).toEqual({ unread: 1, total: 1 });
  expect(await markUnread([storyOf(hidden as { id: number })], now)).toBe(0);
  await showPost(storyOf(hidden as { id: number }), now);
  expect(await countsOf('feed', feedId)).toEqual({ unread: 1, total: 2 });
  await allIsTrue();
  await undo(now);
  expect((await stored('b'))?.hiddenAt).toBeDefined();
  await allIsTrue();
});

test('tags, stars and read marks are given in the transaction that stores the post', async () => {
  await rule('title:a', { tags: ['Rust', '#rust'], star: true });
  await rule('tag:rust', { read: true });
  await arrive([post('a'), post('b')]);
  const tagged = await stored('a');
  expect(tagged?.tagAts?.map(([tag]) => tag)).toEqual(['rust']);
  expect(await countsOf('tag', 'rust')).toEqual({ unread: 0, total: 1 });
  expect((await db.tags.get('rust'))?.label).toBe('Rust');
  expect((await db.marks.get(tagged?.id ?? 0))?.starAt).toEqual([tagged?.at, tagged?.id]);
  expect(await totalUnread()).toBe(1);
  await allIsTrue();
});

test('a rule sees the tags of the story that a post joins, as search does', async () => {
  const { feedId: copies } = await subscribe({ url: 'https://b.example/feed' }, now);
  await arrive([post('a', { tags: ['Linux'] }), post('b')]);
  await rule('feed:"Feed 2" -tag:linux', { hide: true });
  const query = (parseQuery('feed:"Feed 2" -tag:linux') as { query: Query }).query;
  await arrive([post('a'), post('b')], copies);
  expect((await stored('a'))?.hiddenAt).toBeUndefined();
  expect((await stored('b'))?.hiddenAt).toBe(now);
  const found = [];
  for await (const { posts } of walkPosts(query, now)) found.push(...posts);
  expect(found.map((each) => each.title)).toEqual(['Title b']);
  await allIsTrue();
});

test('a hidden story keeps its star, and is in no list of starred posts until it is shown again', async () => {
  await arrive([post('a')]);
  const [first] = await db.posts.toArray();
  await star(storyOf(first as { id: number }), true, now);
  const starred = async () =>
    (await listPosts({ scope: { kind: 'starred' }, unreadOnly: false, order: 'newest' }, undefined, 9)).posts;
  expect(await starred()).toHaveLength(1);
  await mute('title:a', 'a', now, () => true);
  expect(await starred()).toEqual([]);
  await finish();
  await undo(now);
  await finish();
  expect(await starred()).toHaveLength(1);
  await allIsTrue();
});

test('a rule that is switched off can be applied by hand', async () => {
  await arrive([post('a'), post('b')]);
  expect(await applyRule({ query: 'title:a', does: { read: true }, off: true }, now, () => true)).toBe(1);
  expect(await totalUnread()).toBe(1);
});

test('an edit on the wire leaves what rules did', async () => {
  await rule('title:a', { tags: ['kept'], offBadge: true });
  await rule('title:b', { hide: true });
  await arrive([post('a'), post('b')]);
  await arrive([
    post('a', { body: '<p>Quite another text now</p>' }),
    post('b', { body: '<p>Also other</p>' }),
  ]);
  expect((await stored('a'))?.tagAts?.map(([tag]) => tag)).toEqual(['kept']);
  expect((await stored('b'))?.hiddenAt).toBeDefined();
  expect([await totalUnread(), await badgeUnread()]).toEqual([1, 0]);
  await allIsTrue();
});

test('a rule that hides a copy hides the story; one that comes later stays hidden', async () => {
  const { feedId: second } = await subscribe({ url: 'https://b.example/feed' }, now);
  await rule('feed:"Feed 2"', { hide: true });
  await arrive([post('a'), post('b')]);
  expect(await totalUnread()).toBe(2);
  await arrive([post('a'), post('c')], second);
  expect(await totalUnread()).toBe(1);
  await arrive([post('a'), post('b'), post('c')]);
  expect(await totalUnread()).toBe(1);
  await allIsTrue();
});

test('a story that was hidden while a feed of it was left is not unread when that comes back', async () => {
  const { feedId: second } = await subscribe({ url: 'https://b.example/feed' }, now);
  await arrive([post('a')]);
  await arrive([post('a')], second);
  await unsubscribe(second, now);
  await mute('title:a', 'a', now, () => true);
  await subscribe({ url: 'https://b.example/feed' }, now);
  expect(await totalUnread()).toBe(0);
  await allIsTrue();
});

test('applying to stored posts is one action, in steps, and comes back as one', async () => {
  const many = Array.from({ length: 620 }, (_, i) => post(`n${i}`, i % 2 === 0 ? { author: 'Ann' } : {}));
  await arrive(many);
  const before = await recount();
  const seen: number[] = [];
  const done = await applyRule(
    { query: 'author:ann', does: { hide: true, tags: ['ann'], star: true, offBadge: true } },
    now,
    ({ looked }) => {
      seen.push(looked);
      return true;
    },
  );
  expect([done, seen]).toEqual([310, [250, 500, 620]]);
  expect(await totalUnread()).toBe(310);
  await allIsTrue();
  const [action] = await listActions();
  expect([action?.kind, action?.count, action?.parts]).toEqual(['apply-rule', 310, 3]);
  expect((await undo(now))?.left).toBe(3);
  await finish();
  expect(await recount()).toEqual(before);
  expect(await db.marks.filter((mark) => mark.starredAt !== undefined).count()).toBe(0);
  await allIsTrue();
  await redo(now);
  await finish();
  expect(await totalUnread()).toBe(310);
  await allIsTrue();
}, 60_000);

test('an application that is stopped half-way, and an undo that is, are taken up again', async () => {
  await arrive(Array.from({ length: 600 }, (_, i) => post(`n${i}`)));
  await applyRule({ query: 'title:title', does: { hide: true } }, now, ({ looked }) => looked < 500);
  expect(await totalUnread()).toBe(100);
  // The worker is killed after the first part of the undo.
  await undo(now);
  await turnNextPart(now);
  expect(await totalUnread()).toBe(350);
  await allIsTrue();
  await finish();
  expect(await totalUnread()).toBe(600);
  await allIsTrue();
}, 60_000);

test('muting makes a rule and hides what is stored; one undo takes both back', async () => {
  await arrive([post('a', { author: 'Ann' }), post('b', { author: 'Bob' })]);
  expect(await mute('author:"Ann"', 'Ann', now, () => true)).toBe(1);
  expect((await listRules()).map(({ query, does }) => [query, does])).toEqual([
    ['author:"Ann"', { hide: true }],
  ]);
  await arrive([post('c', { author: 'Ann' })]);
  expect(await totalUnread()).toBe(1);
  await undo(now);
  await finish();
  expect(await listRules()).toEqual([]);
  expect((await stored('a'))?.hiddenAt).toBeUndefined();
  expect(await totalUnread()).toBe(2);
  await allIsTrue();
});

test('a tag a person took away is not given anew by applying a rule', async () => {
  await arrive([post('a', { tags: ['news'] })]);
  await removeTag((await stored('a'))?.id ?? 0, 'news', now);
  expect(await applyRule({ query: 'title:a', does: { tags: ['news'] } }, now, () => true)).toBe(0);
});

test('rules keep their order; moving and deleting are taken back', async () => {
  const ids = [
    await rule('a', { read: true }),
    await rule('b', { read: true }),
    await rule('c', { read: true }),
  ];
  const order = async () => (await listRules()).map(({ query }) => query).join('');
  await moveRule(ids[2] ?? 0, 0, now);
  expect(await order()).toBe('cab');
  await removeRule(ids[0] ?? 0, now);
  expect(await order()).toBe('cb');
  await undo(now);
  await undo(now);
  expect(await order()).toBe('abc');
  await redo(now);
  expect(await order()).toBe('cab');
});

test('what a query finds among the stored: bounded goes, the last stored first', async () => {
  await arrive(
    Array.from({ length: 300 }, (_, i) =>
      post(`n${i}`, { body: `<p>${i % 100 === 0 ? 'rare' : 'common'}</p>` }),
    ),
  );
  const parsed = parseQuery('rare is:unread') as { query: Query };
  const goes: number[] = [];
  const found: string[] = [];
  for await (const go of walkPosts(parsed.query, now)) {
    goes.push(go.looked);
    found.push(...go.posts.map((each) => each.title ?? ''));
  }
  expect(goes).toEqual([250, 300]);
  expect(found).toEqual(['Title n0', 'Title n100', 'Title n200']);
});

test('stories to be told of: by feed, tag or rule, unread ones only, each once, no backlog', async () => {
  await rule('title:b', { notify: true });
  await arrive([post('b'), post('a')]);
  expect(await db.notices.count()).toBe(0);
  await rule('title:c', { notify: true });
  await rule('title:d', { notify: true, read: true });
  await chooseAlerts(() => ({ notifyTags: ['python'] }));
  await arrive([post('c'), post('d'), post('e', { tags: ['Python'] }), post('f')]);
  expect(await db.notices.count()).toBe(2);
  await chooseAlerts(() => ({ notifyFeeds: [feedId] }));
  await arrive([post('g'), post('c')]);
  expect(await db.notices.count()).toBe(3);
});

test('the badge: all, or chosen places, less what is left out', async () => {
  const { feedId: second } = await subscribe({ url: 'https://b.example/feed' }, now);
  await rule('title:b', { offBadge: true });
  await arrive([post('a', { tags: ['news'] }), post('b'), post('c')]);
  await arrive([post('d', { tags: ['news'] }), post('c')], second);
  expect([await totalUnread(), await badgeUnread()]).toEqual([4, 3]);
  await chooseAlerts(() => ({ badgeTags: ['news'] }));
  expect(await badgeUnread()).toBe(2);
  await chooseAlerts(() => ({ offBadgeFeeds: [second] }));
  expect(await badgeUnread()).toBe(1);
  await chooseAlerts(() => ({ badgeTags: [] }));
  // "c" came through a feed that counts, too.
  expect(await badgeUnread()).toBe(2);
  await allIsTrue();
});
