/** The badge counts a view that goes with the time, and no panel is open. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { settleAgedViews } from '../../src/background/settle-views.ts';
import { updateBadge } from '../../src/badge.ts';
import { identify } from '../../src/feeds/identify.ts';
import { askViews } from '../../src/storage/ask-views.ts';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { db } from '../../src/storage/database.ts';
import { labelWith } from '../../src/storage/label-stories.ts';
import { settleEveryMs } from '../../src/storage/list-views.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import { viewKey } from '../../src/storage/saved-view.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { settleViews } from '../../src/storage/settle-views.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { saveView } from '../../src/storage/views.ts';
import fake from '../fakes/browser.ts';
import { pretendNavigator } from '../fakes/navigator.ts';

const { askHidden } = vi.hoisted(() => ({ askHidden: vi.fn() }));
vi.mock('../../src/background/ask-hidden.ts', () => ({ askHidden }));
labelWith(askViews);

const hourMs = 3_600_000;
const start = Date.UTC(2026, 4, 9, 12);
let now = start;

beforeEach(async () => {
  pretendNavigator();
  now = start;
  askHidden.mockReset();
  askHidden.mockImplementation((_task, { viewIds }) => settleViews(now, viewIds));
  await fake.storage.session.clear();
  await db.delete();
  await db.open();
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, now);
  const row = (await db.checks.get(feedId)) as CheckRow;
  const posts = [1, 20].map((age) => ({
    guid: `urn:${age}`,
    title: `${age} hours old`,
    publishedAt: now - age * hourMs,
    tags: [],
    enclosures: [],
  }));
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), now);
});

async function choose(text: string): Promise<number> {
  const id = await saveView('Chosen', text, now);
  await settleViews(now);
  await chooseAlerts(() => ({ badgeTags: [viewKey(id)] }));
  await updateBadge();
  return id;
}

test('what has grown too old leaves the badge within minutes', async () => {
  await choose('1d');
  expect(await fake.action.getBadgeText()).toBe('2');
  now = start + 5 * hourMs;
  await settleAgedViews(now);
  expect(await fake.action.getBadgeText()).toBe('1');
});

test('they are counted anew now and then, and where the badge counts none that goes with the time never', async () => {
  await saveView('Not chosen', '1d', now);
  await choose('-after:2026-01-02 OR title:old');
  await settleAgedViews(now);
  expect(askHidden).not.toHaveBeenCalled();
  const id = await choose('(title:old -2h)');
  await settleAgedViews(now);
  expect(askHidden).toHaveBeenCalledWith('settleViews', { viewIds: [id] });
  await settleAgedViews(now + settleEveryMs - 1);
  expect(askHidden).toHaveBeenCalledTimes(1);
  await settleAgedViews(now + settleEveryMs);
  expect(askHidden).toHaveBeenCalledTimes(2);
});
