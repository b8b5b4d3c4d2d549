/** Saved views where a server, or another account, brings stars, names and places. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountKey, localStore } from '../../src/storage/account.ts';
import { askViews } from '../../src/storage/ask-views.ts';
import { bringMarks } from '../../src/storage/bring.ts';
import { Database, db, reopenDatabase } from '../../src/storage/database.ts';
import { labelWith } from '../../src/storage/label-stories.ts';
import { listViewCounts } from '../../src/storage/list-views.ts';
import { settleViews } from '../../src/storage/settle-views.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { saveView } from '../../src/storage/views.ts';
import fake from '../fakes/browser.ts';
import { type FakeGreader, startGreader } from '../fakes/greader/server.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';
import { expectTrueViews } from '../storage/view-numbers.ts';
import { connectDevice, storyCalled } from './device.ts';

labelWith(askViews);

let server: FakeGreader;
const now = Date.now();
const url = 'https://a.example/feed';

beforeEach(async () => {
  server = await startGreader();
  server.account.source(url, 'Feed A', 4);
  server.account.subscribe(url);
});
afterEach(() => server.close());

const numberOf = async (viewId: number) => (await listViewCounts()).get(viewId) ?? 0;

test('what is starred on the server counts with the first sync', async () => {
  const device = await connectDevice(server);
  const viewId = await saveView('Starred', 'is:starred', now);
  const plain = await saveView('Plain', '-is:starred', now);
  server.account.item('Feed A 2').starred = true;
  expect((await device.sync()).trouble).toBeUndefined();
  expect([await numberOf(viewId), await numberOf(plain)]).toEqual([1, 3]);
});

test('a feed that is renamed, moved or lost there is so for the views here', async () => {
  const device = await connectDevice(server);
  const ids: number[] = [];
  for (const text of ['feed:"other name"', 'folder:work', '-feed:"other name"'])
    ids.push(await saveView(text, text, now));
  const numbers = () => Promise.all(ids.map(numberOf));
  const sync = async () => expect((await device.sync()).trouble).toBeUndefined();
  await sync();
  expect(await numbers()).toEqual([0, 0, 4]);
  const [feed] = server.account.feeds;
  if (feed === undefined) throw new Error('The server has no feed');
  feed.title = 'Other name';
  await sync();
  expect(await numbers()).toEqual([4, 0, 0]);
  feed.folder = 'Work';
  await sync();
  expect(await numbers()).toEqual([4, 4, 0]);
  await expectTrueViews(now, 'at the end');
});

test('stars that come from another account, with their posts or to those that are here, count at once', async () => {
  await fake.storage.local.set({ [accountKey]: { store: localStore } });
  await reopenDatabase();
  await db.delete({ disableAutoOpen: false });
  await db.open();
  const { feedId } = await subscribe({ url }, now);
  const links = ['Feed%20A/1', 'Feed%20A/2', 'old'].map((path) => `https://a.example/${path}`);
  const posts = links.map((link) => ({ ...wirePost(link, now), link }));
  await bring(feedId, posts, now);
  for (const link of [links[0], links[2]]) await star(await storyCalled(`Post ${link}`), true, now);
  const device = await connectDevice(server);
  expect((await device.sync()).trouble).toBeUndefined();
  const starred = await saveView('Starred', 'is:starred', now);
  const plain = await saveView('Plain', '-is:starred', now);
  await settleViews(now);
  expect(await numberOf(plain)).toBe(4);
  const local = new Database(localStore);
  expect(await bringMarks(local, true, now)).toMatchObject({ starred: 1, copied: 1 });
  local.close();
  const labelled = (await db.posts.toArray()).filter((post) => post.viewIds?.includes(starred));
  expect(labelled).toHaveLength(2);
  await expectTrueViews(now, 'after bringing');
});
