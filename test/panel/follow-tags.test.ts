/** The tags of listed posts stay true, open or not, and what is read for it are the posts that were written. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { drawTextsWith } from '../../src/panel/state/first-texts.ts';
import { followTags } from '../../src/panel/state/follow-tags.ts';
import {
  comeBack,
  keepList,
  leaveList,
  refresh,
  rows,
  show,
  type View,
} from '../../src/panel/state/listing.ts';
import { settings } from '../../src/panel/state/settings.ts';
import { shownTagsOf } from '../../src/panel/state/shown-tags.ts';
import { followDatabase } from '../../src/panel/state/use-live.ts';
import { db } from '../../src/storage/database.ts';
import { hideStories, showPost } from '../../src/storage/hiding.ts';
import { actionTables } from '../../src/storage/record.ts';
import type { PostRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../src/storage/tagging.ts';
import { undo } from '../../src/storage/undo.ts';
import { until } from '../e2e/harness/until.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

// The sanitizer needs a page's window.
vi.mock('../../src/panel/sanitize.ts', () => ({ sanitize: () => undefined }));

const now = Date.UTC(2026, 4, 2);
const river: View = { scope: { kind: 'all' }, unreadOnly: false, order: 'newest', days: gmtDays };
const wire = Array.from({ length: 30 }, (_, i) => wirePost(`no. ${i}`, now - i * 60_000));
let stop = () => {};

beforeAll(async () => {
  // Node paints nothing, and has no page.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  vi.stubGlobal('document', { querySelectorAll: () => [] });
  await subscribe({ url: 'https://many.example/feed' }, now);
  await bring(1, wire, now);
  await followDatabase();
  stop = followTags();
});
beforeEach(() => show(river));
afterAll(() => {
  stop();
  leaveList();
  vi.unstubAllGlobals();
});

const listed = (id: number) => rows.value.find(({ post }) => post.id === id)?.post as PostRow;
const hide = (id: number) => db.transaction('rw', actionTables, async () => hideStories([id], now));

async function shows(id: number, tags: string[]): Promise<void> {
  const shown = await until(
    async () => shownTagsOf(listed(id)),
    (found) => String(found) === String(tags),
    2000,
    10,
  );
  expect(shown).toEqual(tags);
}

test('a tag that is given, taken away or taken back shows on a post that is not open', async () => {
  await addTag(3, 'Rust', now);
  await shows(3, ['rust']);
  await removeTag(3, 'rust', now);
  await shows(3, []);
  await undo(now);
  await shows(3, ['rust']);
  await undo(now);
  await shows(3, []);
});

test('that a post is hidden shows, and no longer once it is shown again', async () => {
  await hide(4);
  expect(
    await until(
      async () => listed(4).hiddenAt,
      (at) => at === now,
      2000,
    ),
  ).toBe(now);
  await showPost(4, now);
  expect(
    await until(
      async () => listed(4).hiddenAt,
      (at) => at === undefined,
      2000,
    ),
  ).toBeUndefined();
});

test('of the listed posts those that were written are read, and those that show another tag drawn', async () => {
  const before = rows.value;
  const asked = vi.spyOn(db.posts, 'bulkGet');
  await addTag(5, 'Birds', now);
  await shows(5, ['birds']);
  // Story and tags are asked for by the writing itself.
  const followed = asked.mock.calls.map(([ids]) => ids.length);
  asked.mockRestore();
  expect(Math.max(...followed)).toBe(1);
  expect(rows.value.filter((row) => !before.includes(row)).map(({ post }) => post.id)).toEqual([5]);
});

test('a post that is edited on the wire stays as it was listed', async () => {
  const before = rows.value;
  const [first, ...others] = wire;
  await bring(1, [{ ...(first as (typeof wire)[0]), title: 'Another title' }, ...others], now + 1);
  expect((await db.posts.get(30))?.title).toBe('Another title');
  await new Promise((done) => setTimeout(done, 100));
  expect(rows.value).toBe(before);
});

test('what is tagged between the reading of a page and its standing in the list is not missed', async () => {
  settings.value = { ...settings.value, density: 'full' };
  // Of a list in full text the page waits for texts.
  drawTextsWith(() => addTag(6, 'Late', now));
  await refresh();
  drawTextsWith(async () => {});
  settings.value = { ...settings.value, density: 'comfortable' };
  await shows(6, ['late']);
});

test('a list that is come back to shows the tags that its posts were given meanwhile', async () => {
  keepList();
  leaveList();
  await addTag(7, 'Away', now);
  await comeBack(river);
  await shows(7, ['away']);
});
