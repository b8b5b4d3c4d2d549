/** The marks of listed posts stay true, whoever changes them, and what is read for it are the posts that changed. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { drawTextsWith } from '../../src/panel/state/first-texts.ts';
import { followMarks } from '../../src/panel/state/follow-marks.ts';
import { leaveList, loadMore, marks, refresh, rows, show, unread } from '../../src/panel/state/listing.ts';
import { settings } from '../../src/panel/state/settings.ts';
import { db } from '../../src/storage/database.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread, openPost } from '../../src/storage/marks.ts';
import { parkFrom } from '../../src/storage/parking/park.ts';
import { marksAmong, unreadAmong } from '../../src/storage/shown.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { until } from '../e2e/harness/until.ts';
import { randomOf, seedOf } from '../random.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

// The sanitizer needs a page's window.
vi.mock('../../src/panel/sanitize.ts', () => ({ sanitize: () => undefined }));

const seed = seedOf('FOLLOW_SEED');
const now = Date.UTC(2026, 4, 2);
const usual = parkFrom.stories;
let stop = () => {};

beforeEach(async () => {
  await db.delete();
  await db.open();
  parkFrom.stories = 30;
  // Node paints nothing.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  await subscribe({ url: 'https://many.example/feed' }, now);
  await bring(
    1,
    Array.from({ length: 120 }, (_, i) => wirePost(`first ${i}`, now - i * 60_000)),
    now,
  );
  stop = followMarks();
  await show({ scope: { kind: 'all' }, unreadOnly: false, order: 'newest', days: gmtDays });
});
afterEach(() => {
  stop();
  leaveList();
  parkFrom.stories = usual;
});

const listed = () => rows.value.map(({ post }) => post);
const idsOf = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

/** What the list says of its posts, and what the database says of them. */
async function bothSides(): Promise<[shown: unknown, stored: unknown]> {
  const ids = listed().map(({ id }) => id);
  const stories = listed().map(storyOf);
  const shownMarks = stories.flatMap((id) => marks.value.get(id) ?? []);
  const storedMarks = await marksAmong(stories);
  return [
    [idsOf(ids.filter((id) => unread.value.has(id))), shownMarks],
    [idsOf(await unreadAmong(ids)), stories.flatMap((id) => storedMarks.get(id) ?? [])],
  ];
}

const isTrue = ([shown, stored]: [unknown, unknown]) => JSON.stringify(shown) === JSON.stringify(stored);

test(`after each of many changes the list says what is stored (FOLLOW_SEED=${seed})`, async () => {
  const random = randomOf(seed);
  let brought = 0;
  const someOf = () => {
    const posts = listed();
    return Array.from({ length: 1 + random.below(6) }, () => posts[random.below(posts.length)]).filter(
      (post) => post !== undefined,
    );
  };
  const changes: (() => Promise<unknown>)[] = [
    () => markRead(someOf().map(storyOf), now),
    () => markUnread(someOf().map(storyOf), now),
    () => Promise.all(someOf().map((post) => star(storyOf(post), random.below(2) === 0, now))),
    () => Promise.all(someOf().map((post) => openPost(post, now, { countView: true }))),
    () => markAllRead({ kind: 'all' }, now),
    () => undo(now),
    () => redo(now),
    () => loadMore(),
    () => refresh(),
    () => bring(1, [wirePost(`later ${brought++}`, now)], now),
  ];
  for (let step = 0; step < 80; step++) {
    const change = changes[random.below(changes.length)];
    // Two at a time come upon each other.
    await Promise.all([change?.(), random.below(3) === 0 ? markRead(someOf().map(storyOf), now) : undefined]);
    const [shown, stored] = await until(bothSides, isTrue, 2000);
    expect(shown, `step ${step}`).toEqual(stored);
  }
});

test('what is marked between the reading of a page and its standing in the list is not missed', async () => {
  const [first] = listed();
  settings.value = { ...settings.value, density: 'full' };
  // Of a list in full text the page waits for texts.
  drawTextsWith(() => markRead([storyOf(first as never)], now).then(() => {}));
  await refresh();
  drawTextsWith(async () => {});
  settings.value = { ...settings.value, density: 'comfortable' };
  const [shown, stored] = await until(bothSides, isTrue, 2000);
  expect(shown).toEqual(stored);
  expect(unread.value.has(first?.id ?? 0)).toBe(false);
});

test('of a hundred listed posts one that is read asks for one', async () => {
  await loadMore();
  expect(rows.value).toHaveLength(100);
  await until(bothSides, isTrue, 2000);
  await new Promise((done) => setTimeout(done, 50));
  const asked = vi.spyOn(db.unread, 'bulkGet');
  const post = listed()[40];
  await markRead([storyOf(post as never)], now);
  await until(bothSides, ([shown]) => JSON.stringify(shown).includes(String(post?.id)) === false, 500);
  expect(unread.value.has(post?.id ?? 0)).toBe(false);
  const followed = asked.mock.calls.map(([ids]) => ids.length).filter((length) => length < 100);
  expect(Math.max(...followed)).toBe(1);
  asked.mockRestore();
});

test('what another page tells comes without its methods, and is understood', async () => {
  await until(bothSides, isTrue, 2000);
  const [post] = listed();
  const connection = db.backendDB();
  await new Promise((done) => {
    const transaction = connection.transaction('unread', 'readwrite');
    transaction.objectStore('unread').delete(post?.id ?? 0);
    transaction.oncomplete = done;
  });
  Dexie.on.storagemutated.fire({
    [`idb://${db.name}/unread/`]: { d: 1, from: post?.id, to: post?.id } as never,
  });
  expect(
    await until(
      async () => unread.value.has(post?.id ?? 0),
      (isUnread) => !isUnread,
      2000,
    ),
  ).toBe(false);
});
