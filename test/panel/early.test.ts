/** What the panel's first script reads without Dexie is what the panel would read with it; where it cannot know, it reads nothing. */
import 'fake-indexeddb/auto';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { gmtDays, localDays } from '../../src/feeds/days.ts';
import { type NamedPage, readNamedPage } from '../../src/panel/state/first-page.ts';
import { nameOfView, readListPage, type View } from '../../src/panel/state/list-pages.ts';
import { settings } from '../../src/panel/state/settings.ts';
import { viewOf } from '../../src/panel/state/view-of.ts';
import { db } from '../../src/storage/database.ts';
import { takeOver } from '../../src/storage/hand-over.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { parkFrom } from '../../src/storage/parking/park.ts';
import { loadSettings, type Settings } from '../../src/storage/settings.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { addTag } from '../../src/storage/tagging.ts';
import fake from '../fakes/browser.ts';
import { randomOf, seedOf } from '../random.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

const seed = seedOf('EARLY_SEED');
const now = Date.UTC(2026, 4, 20);
const hour = 3_600_000;
const usual = parkFrom.stories;
const words = { appName: { message: 'Sidereal' } };

beforeEach(async () => {
  globalThis.takeEarly?.('none');
  globalThis.begunEarly = undefined;
  await fake.storage.local.clear();
  await db.delete();
  await db.open();
  parkFrom.stories = 20;
  vi.stubGlobal('location', { hash: '#/river' });
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  vi.stubGlobal('fetch', async () => ({ json: async () => words }));
});
afterAll(() => {
  parkFrom.stories = usual;
  globalThis.takeEarly?.('none');
});

/** The script as it is built: database.ts is the one without Dexie. */
async function runEarly(): Promise<void> {
  vi.resetModules();
  vi.doMock('../../src/storage/database.ts', () => import('../../src/storage/bare-database.ts'));
  await import('../../src/panel/early.ts');
  vi.doUnmock('../../src/storage/database.ts');
  // Its question to storage.local has been answered.
  await new Promise((done) => setTimeout(done));
}

async function earlyPage(view: View): Promise<NamedPage | undefined> {
  await runEarly();
  return (await takeOver(nameOfView(view))) as NamedPage | undefined;
}

const river = (more: Partial<View> = {}): View => ({
  scope: { kind: 'all' },
  unreadOnly: true,
  order: 'newest',
  days: localDays,
  ...more,
});

/** Six feeds that share some posts; days of one post and of two hundred; stars, tags, and marks that were put aside. */
async function fill(random: ReturnType<typeof randomOf>): Promise<void> {
  for (let id = 1; id <= 6; id++) await subscribe({ url: `https://${id}.example/feed` }, now);
  const large = now - random.below(4) * 24 * hour;
  const bringSome = async (name: string) => {
    for (let id = 1; id <= 6; id++) {
      const posts = Array.from({ length: random.below(60) }, (_, i) => {
        const isShared = random.below(5) === 0;
        const at = random.below(2) === 0 ? large - random.below(20) * hour : now - random.below(900) * hour;
        return {
          ...wirePost(isShared ? `${name}${i}` : `${name}${id}-${i}`, at),
          tags: [`t${random.below(4)}`],
        };
      });
      await bring(id, posts, now);
    }
  };
  await bringSome('a');
  for (let turn = random.below(3); turn > 0; turn--) {
    await markAllRead({ kind: 'all' }, now);
    await bringSome(`b${turn}`);
  }
  const ids = await db.posts.toCollection().primaryKeys();
  for (const id of ids.filter(() => random.below(20) === 0)) {
    const { storyId = id } = (await db.posts.get(id)) ?? {};
    const deed = random.below(3);
    if (deed === 0) await star(storyId, true, now);
    else if (deed === 1) await markUnread([storyId], now);
    else await addTag(storyId, 'By hand', now);
  }
}

test.each(Array.from({ length: 12 }, (_, i) => seed + i))(
  'the page is the one that Dexie reads (EARLY_SEED=%i)',
  async (each) => {
    const random = randomOf(each);
    await fill(random);
    for (const unreadOnly of [true, false])
      for (const order of ['newest', 'oldest'] as const)
        for (const zone of ['local', 'gmt'] as const) {
          await fake.storage.local.set({ settings: { unreadOnly, order, zone } });
          const view = river({ unreadOnly, order, days: zone === 'gmt' ? gmtDays : localDays });
          const early = await earlyPage(view);
          expect(early?.page.rows.length).toBeGreaterThan(0);
          expect(early).toEqual(await readNamedPage(view, () => readListPage(view, {})));
        }
  },
);

test('its view is the panel’s own, whatever is set', async () => {
  await subscribe({ url: 'https://one.example/feed' }, now);
  const wanted: Partial<Settings>[] = [{}, { order: 'oldest' }, { unreadOnly: false, zone: 'gmt' }];
  for (const some of wanted) {
    await fake.storage.local.set({ settings: some });
    await runEarly();
    settings.value = await loadSettings();
    expect(await takeOver(nameOfView(viewOf({ kind: 'all' })))).toBeDefined();
  }
});

test('the words of the wanted language are begun', async () => {
  await runEarly();
  expect(await takeOver('words en')).toEqual(words);
  await fake.storage.local.set({ settings: { language: 'de' } });
  await runEarly();
  expect(await takeOver('words de')).toEqual(words);
});

describe('no page is begun', () => {
  const begun = async () => {
    await runEarly();
    const page = await takeOver(nameOfView(river()));
    return page !== undefined;
  };

  test('but for the river', async () => {
    vi.stubGlobal('location', { hash: '' });
    expect(await begun()).toBe(true);
    vi.stubGlobal('location', { hash: '#/feed/1' });
    expect(await begun()).toBe(false);
  });

  test('with an account on a server', async () => {
    await fake.storage.local.set({ account: { store: 'sidereal-abc' } });
    expect(await begun()).toBe(false);
  });

  test('where there is no database yet', async () => {
    globalThis.takeEarly?.('none');
    await db.delete();
    expect(await begun()).toBe(false);
  });

  test('in a browser that cannot read backwards', async () => {
    const store = IDBObjectStore.prototype as { getAllRecords?: unknown };
    const { getAllRecords } = store;
    delete store.getAllRecords;
    expect(await begun()).toBe(false);
    store.getAllRecords = getAllRecords;
  });
});
