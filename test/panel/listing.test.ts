import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { enterList, phase, rows, scope, show } from '../../src/panel/state/listing.ts';
import { db } from '../../src/storage/database.ts';

const river = { scope: { kind: 'all' as const }, unreadOnly: false, order: 'newest' as const, days: gmtDays };
const feed = { ...river, scope: { kind: 'feed' as const, feedId: 1 } };

beforeAll(async () => {
  // Node paints nothing.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  const at = 1_800_000_000_000;
  await db.feeds.add({
    id: 1,
    url: 'https://a.example/',
    urlKey: 'a',
    title: 'A',
    folderId: 0,
    position: 1,
    tags: [],
    addedAt: at,
  });
  await db.posts.add({
    id: 1,
    feedId: 1,
    key: 'k',
    at,
    riverAt: at,
    seenAt: at,
    snippet: '',
    ownTags: [],
    joinKeys: [],
    fingerprint: '',
  });
});

test('a screen that is told late that it has gone takes nothing from the next one', async () => {
  const leaveFeed = enterList();
  const first = show(feed);
  const leaveRiver = enterList();
  const second = show(river);
  leaveFeed();
  await Promise.all([first, second]);
  expect([scope.value, phase.value, rows.value.length]).toEqual([{ kind: 'all' }, 'ended', 1]);
  leaveRiver();
  expect([scope.value, rows.value.length]).toEqual([undefined, 0]);
});
