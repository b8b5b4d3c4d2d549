/** Dates of a query are those of the reader's zone, also where days are drawn in GMT: a view's number is that of its list. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gmtDays, localDays } from '../../src/feeds/days.ts';
import { countNewFound, queryOf, searchPage, unreadStories } from '../../src/panel/state/searching.ts';
import { settings } from '../../src/panel/state/settings.ts';
import { askViews } from '../../src/storage/ask-views.ts';
import { labelWith } from '../../src/storage/label-stories.ts';
import { listViewCounts } from '../../src/storage/list-views.ts';
import { settleViews } from '../../src/storage/settle-views.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { saveView } from '../../src/storage/views.ts';
import { walkPosts } from '../../src/storage/walk-posts.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

labelWith(askViews);

const zone = process.env.TZ;
const now = Date.UTC(2026, 1, 3);
const hourMs = 3_600_000;

beforeAll(async () => {
  process.env.TZ = 'America/New_York';
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, now);
  // In New York February begins at five.
  const posts = [1, 3, 4, 6, 7, 8].map((hour) => wirePost(`${hour}`, Date.UTC(2026, 1, 1) + hour * hourMs));
  await bring(feedId, posts, now);
});

afterAll(() => {
  process.env.TZ = zone;
});

test.each([
  ['after:2026-02-01', 3],
  ['before:2026-02-01', 3],
  ['after:2026-02', 3],
  ['-before:2026-02-01 -7', 2],
])('%s, under either setting', async (text, count) => {
  const viewId = await saveView(text, text, now);
  await settleViews(now);
  expect((await listViewCounts()).get(viewId)).toBe(count);
  for (const days of [localDays, gmtDays]) {
    settings.value = { ...settings.value, zone: days === gmtDays ? 'gmt' : 'local' };
    const view = {
      scope: { kind: 'search' as const, text },
      order: 'newest' as const,
      unreadOnly: true,
      days,
    };
    expect((await searchPage(view, text, {})).rows).toHaveLength(count);
    expect(await countNewFound(view, text, 0)).toBe(count);
    expect(await unreadStories(text)).toHaveLength(count);
  }
  const query = queryOf(text);
  for await (const { posts } of walkPosts(query ?? { kind: 'all', of: [] }, now))
    expect(posts).toHaveLength(count);
});
