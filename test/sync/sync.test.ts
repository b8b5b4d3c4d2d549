/** Syncs of the real store with a server that behaves as FreshRSS does, in both directions and through all that fails. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadAccount } from '../../src/storage/account-row.ts';
import { db } from '../../src/storage/database.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { countOutgoing } from '../../src/storage/outgoing.ts';
import { addRule } from '../../src/storage/rule-list.ts';
import { star } from '../../src/storage/stars.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { type FakeGreader, type FakeOptions, startGreader } from '../fakes/greader/server.ts';
import { counted, firstFlaw, recount } from '../storage/recount.ts';
import { connectDevice, type Device, storyCalled, titlesHere } from './device.ts';

let server: FakeGreader;
let device: Device;
const now = Date.now();
const feedUrl = 'https://blog.example/feed.xml';
const otherUrl = 'https://other.example/feed.xml';

async function begin(posts = 5, options: FakeOptions = {}): Promise<void> {
  await server?.close();
  server = await startGreader(options);
  server.account.source(feedUrl, 'Blog', posts);
  server.account.subscribe(feedUrl);
  device = await connectDevice(server);
}

const read = async (title: string) => markRead([await storyCalled(title)], now);
const keep = async (title: string) => markUnread([await storyCalled(title)], now);
const setStar = async (title: string, on = true) => star(await storyCalled(title), on, now);

/** Here and there are of one mind, and every count is true. */
async function expectAgreement(): Promise<void> {
  expect(await titlesHere('unread')).toEqual(server.account.titles((item) => !item.read));
  expect(await titlesHere('starred')).toEqual(server.account.titles((item) => item.starred));
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
}

async function syncWell(): Promise<void> {
  expect((await device.sync()).trouble).toBeUndefined();
}

beforeEach(() => begin());
afterEach(() => server.close());

describe('both directions', () => {
  test.each([0, 1, 65, 3000])('a first sync of %i posts, and a second one of few requests', async (count) => {
    await begin(count);
    await syncWell();
    expect(await titlesHere('all')).toHaveLength(count);
    await expectAgreement();
    server.log.length = 0;
    await syncWell();
    expect(server.log.filter(({ path }) => path.endsWith('/ids')).length).toBeLessThanOrEqual(
      count < 1000 ? 2 : 5,
    );
    expect(server.log.filter(({ path }) => path.endsWith('/contents'))).toEqual([]);
  });

  test('what is read and starred here is so there, and taken back by undo', async () => {
    await syncWell();
    await read('Blog 1');
    await setStar('Blog 2');
    expect(await countOutgoing()).toBe(2);
    await syncWell();
    expect(await countOutgoing()).toBe(0);
    expect(server.account.item('Blog 1').read).toBe(true);
    expect(server.account.item('Blog 2').starred).toBe(true);
    await undo(now);
    await undo(now);
    await syncWell();
    expect(server.account.titles((item) => item.read || item.starred)).toEqual([]);
    await redo(now);
    await syncWell();
    await expectAgreement();
    expect(server.account.item('Blog 1').read).toBe(true);
  });

  test('what is read and starred there is so here, and back', async () => {
    await syncWell();
    server.account.item('Blog 1').read = true;
    server.account.item('Blog 2').starred = true;
    await syncWell();
    expect(await titlesHere('starred')).toEqual(['Blog 2']);
    await expectAgreement();
    expect(await countOutgoing()).toBe(0);
    server.account.item('Blog 1').read = false;
    server.account.item('Blog 2').starred = false;
    await syncWell();
    await expectAgreement();
    expect(await titlesHere('unread')).toHaveLength(5);
  });

  test('all is marked read at once, and put back', async () => {
    await syncWell();
    await markAllRead({ kind: 'all' }, now);
    await syncWell();
    expect(server.account.titles((item) => !item.read)).toEqual([]);
    await undo(now);
    await syncWell();
    expect(server.account.titles((item) => item.read)).toEqual([]);
    await expectAgreement();
  });

  test('1,500 marks made offline arrive', async () => {
    await begin(1500);
    await syncWell();
    await markAllRead({ kind: 'all' }, now);
    expect(await countOutgoing()).toBe(1500);
    server.log.length = 0;
    await syncWell();
    expect(server.account.titles((item) => !item.read)).toEqual([]);
    expect(server.log.filter(({ path }) => path.endsWith('edit-tag'))).toHaveLength(8);
    await expectAgreement();
  });
});

describe('conflicts', () => {
  test('read here and starred there: both hold', async () => {
    await syncWell();
    await read('Blog 1');
    server.account.item('Blog 1').starred = true;
    await syncWell();
    expect(server.account.item('Blog 1')).toMatchObject({ read: true, starred: true });
    await expectAgreement();
  });

  test('read here and kept unread there: what is sent last holds, and both agree', async () => {
    await syncWell();
    await read('Blog 1');
    await syncWell();
    server.account.item('Blog 1').read = false;
    await syncWell();
    expect(await titlesHere('unread')).toContain('Blog 1');
    await keep('Blog 2');
    await read('Blog 1');
    await syncWell();
    await expectAgreement();
    expect(server.account.item('Blog 1').read).toBe(true);
  });

  test('a mark made while the lists come is not overwritten', async () => {
    await syncWell();
    for (const path of [/ids.*com.google%2Fread/, /ids.*starred/, /subscription/]) {
      await begin();
      await syncWell();
      server.account.item('Blog 3').starred = true;
      server.fail(path, {
        after: async () => {
          await read('Blog 1');
          await setStar('Blog 2');
        },
      });
      await syncWell();
      expect(await titlesHere('unread')).not.toContain('Blog 1');
      expect(await titlesHere('starred')).toEqual(['Blog 2', 'Blog 3']);
      expect(await countOutgoing()).toBe(2);
      await syncWell();
      await expectAgreement();
    }
  });

  test('a mark that is changed while it is sent is sent again', async () => {
    await syncWell();
    await read('Blog 1');
    server.fail(/edit-tag/, { after: async () => void (await keep('Blog 1')) });
    await syncWell();
    expect(await countOutgoing()).toBe(1);
    expect(await titlesHere('unread')).toContain('Blog 1');
    await syncWell();
    expect(server.account.item('Blog 1').read).toBe(false);
    await expectAgreement();
  });

  test('a mark whose answer is lost is sent again, and does no harm', async () => {
    await syncWell();
    await read('Blog 1');
    server.fail(/edit-tag/, { replyLost: true });
    expect((await device.sync()).trouble?.code).toBe('unreachable');
    expect(await countOutgoing()).toBe(1);
    await syncWell();
    await expectAgreement();
    expect(server.account.item('Blog 1').read).toBe(true);
  });

  test('toggled and back before it was sent: the last word goes', async () => {
    await syncWell();
    await read('Blog 1');
    await keep('Blog 1');
    expect(await countOutgoing()).toBe(1);
    await syncWell();
    expect(server.account.item('Blog 1').read).toBe(false);
    await expectAgreement();
  });
});

describe('what fails changes nothing', () => {
  test.each([
    ['a failing page of ids', /ids/, { status: 502 }, 'server-error'],
    ['an array', /ids/, { text: '[]' }, 'odd-answer'],
    ['a web page', /ids/, { text: '<html>' }, 'html'],
    ['a page cut short', /ids/, { truncate: true }, 'cut-off'],
    ['a reset', /ids/, { reset: true }, 'unreachable'],
    ['a second page that fails', /ids.*&c=/, { status: 502 }, 'server-error'],
    ['a second page that is cut short', /ids.*&c=/, { truncate: true }, 'cut-off'],
    ['starred ids that fail', /ids.*starred/, { status: 500 }, 'server-error'],
    ['contents that fail', /contents/, { text: '[]' }, 'odd-answer'],
    ['a list of feeds that fails', /subscription/, { text: '<html>' }, 'html'],
    ['an empty list of feeds', /subscription/, { text: '{"subscriptions":[]}' }, 'empty-list'],
    ['a server that wants rest', /ids/, { status: 429, headers: { 'Retry-After': '7200' } }, 'limited'],
  ] as const)('%s', async (_what, path, fault, code) => {
    await begin(1150);
    await syncWell();
    await setStar('Blog 7');
    await syncWell();
    for (const item of server.account.items) item.read = item.title.endsWith('33');
    server.account.item('Blog 7').starred = false;
    const url = server.account.web.get(feedUrl);
    url?.posts.push({ title: 'New', url: 'https://blog.example/new' });
    server.account.fetch(2);
    const before = [await titlesHere('unread'), await titlesHere('starred')];
    server.fail(path, fault, 2);
    const { trouble } = await device.sync();
    expect(trouble?.code).toBe(code);
    expect([
      (await titlesHere('unread')).filter((title) => title !== 'New'),
      await titlesHere('starred'),
    ]).toEqual(before);
    const account = await loadAccount();
    expect(account).toMatchObject({ failures: 1, trouble: { code } });
    expect(account?.nextAt).toBeGreaterThanOrEqual(now + (code === 'limited' ? 7_200_000 : 60_000));
    server.heal();
    await syncWell();
    await expectAgreement();
    expect(await loadAccount()).toMatchObject({ failures: 0 });
    expect((await loadAccount())?.trouble).toBeUndefined();
  });

  test('a push that has nothing to send asks nobody, and makes no trouble look settled', async () => {
    await syncWell();
    server.fail(/ids/, { text: '<html>' });
    await device.sync();
    const before = await loadAccount();
    server.log.length = 0;
    expect(await device.sync({ pushOnly: true })).toEqual({ added: 0, changed: 0 });
    expect(server.log).toEqual([]);
    expect(await loadAccount()).toEqual(before);
    expect(before).toMatchObject({ failures: 1, trouble: { code: 'html' } });
    await read('Blog 1');
    await device.sync({ pushOnly: true });
    expect((await loadAccount())?.trouble).toBeUndefined();
  });

  test('marks stay queued through every failure, until they are delivered', async () => {
    await syncWell();
    await read('Blog 1');
    await setStar('Blog 2');
    for (const fault of [{ status: 500 }, { reset: true }, { status: 429 }, { status: 503 }]) {
      server.fail(/edit-tag/, fault);
      expect((await device.sync()).trouble).toBeDefined();
      expect(await countOutgoing()).toBe(2);
    }
    await syncWell();
    await expectAgreement();
  });

  test('a key that is refused in the middle is fetched anew in silence; where it cannot be, the person is asked', async () => {
    await syncWell();
    await read('Blog 1');
    server.fail(/ids/, { status: 401 });
    const { auth, trouble } = await device.sync({ password: 'api secret' });
    expect([auth === undefined, trouble]).toEqual([false, undefined]);
    server.account.apiPassword = 'changed';
    await read('Blog 2');
    expect((await device.sync({ password: 'api secret' })).trouble?.code).toBe('reconnect');
    expect(await countOutgoing()).toBe(1);
    expect(await loadAccount()).toMatchObject({ trouble: { code: 'reconnect' } });
    device = { ...device, ...(await reconnected()) };
    await syncWell();
    await expectAgreement();
  });

  async function reconnected(): Promise<Partial<Device>> {
    const { logIn } = await import('../../src/sync/greader/login.ts');
    const { send } = await import('../../src/sync/greader/transport.ts');
    const session = await logIn(send, new URL(server.address), 'ann', 'changed');
    const { sync } = device;
    return { session, sync: (facts = {}) => sync({ session, ...facts }) };
  }

  test('a server whose clock is off is told of, and no mark depends on it', async () => {
    await syncWell();
    const skew = 3 * 86_400_000;
    const { trouble } = await device.sync({ now: () => Date.now() - skew });
    expect(trouble).toBeUndefined();
    const ahead = (await loadAccount())?.clockAheadMs ?? 0;
    expect(Math.abs(ahead - skew)).toBeLessThan(60_000);
    await expectAgreement();
  });
});

describe('ids that servers poison', () => {
  test('one that makes a call fail is found, and dropped only where the server does not know it', async () => {
    await begin(50);
    await syncWell();
    await markAllRead({ kind: 'all' }, now);
    const gone = server.account.item('Blog 30');
    server.account.purge((item) => item === gone);
    const isRefused = /edit-tag/;
    const poison = () => {
      const { body } = server.log.at(-1) ?? { body: [] };
      return body.some(([, value]) => value === String(gone.id));
    };
    // The server refuses every call that names it.
    let refused = 0;
    server.refuse = (asked) => isRefused.test(asked.path) && poison() && ++refused > 0;
    await syncWell();
    expect(refused).toBeGreaterThan(5);
    expect(await countOutgoing()).toBe(0);
    expect(server.account.titles((item) => !item.read)).toEqual([]);
    expect((await loadAccount())?.dropped).toBe(1);
  });

  test('a server that refuses all of them is in a bad mood, and nothing is dropped', async () => {
    await syncWell();
    await markAllRead({ kind: 'all' }, now);
    server.refuse = (asked) => asked.path.endsWith('edit-tag');
    expect((await device.sync()).trouble?.code).toBe('refused');
    expect(await countOutgoing()).toBe(5);
  });
});

describe('too much at once', () => {
  test('when everything would be read, some are looked at first', async () => {
    await begin(300);
    await syncWell();
    server.fail(/ids.*com.google%2Fread/, { text: '{"itemRefs":[]}' });
    expect((await device.sync()).trouble).toMatchObject({ code: 'doubtful-marks' });
    expect(await titlesHere('unread')).toHaveLength(300);
    for (const item of server.account.items) item.read = true;
    await syncWell();
    expect(await titlesHere('unread')).toEqual([]);
  });

  test('a server that lists everything as starred, or as unread, is not believed', async () => {
    await begin(300);
    for (const item of server.account.items) item.read = true;
    for (const item of server.account.items.slice(0, 3)) item.starred = true;
    await syncWell();
    for (const item of server.account.items.slice(0, 250)) item.starred = true;
    await syncWell();
    expect(await titlesHere('starred')).toHaveLength(250);
    const everything = JSON.stringify({
      itemRefs: server.account.items.map(({ id }) => ({ id: String(id) })),
    });
    server.fail(/ids.*com.google%2Fread/, { text: everything });
    expect((await device.sync()).trouble).toMatchObject({ code: 'doubtful-marks' });
    expect(await titlesHere('unread')).toEqual([]);
  });

  test('where lists may lack items, each that is absent is asked for', async () => {
    await begin(1500, { kind: 'commafeed' });
    // Old posts that came late: paging by id what is sorted by date loses some.
    for (const [i, item] of server.account.items.entries())
      item.published = 2_000_000_000 - ((i * 7919) % 1500);
    await syncWell();
    const there = server.account.titles((item) => !item.read);
    const here = await titlesHere('unread');
    // In another order others are lost: what is known as unread here is not in the list, and unread all the same.
    for (const [i, item] of server.account.items.entries())
      item.published = 2_000_000_000 - ((i * 104_729) % 1500);
    for (const item of server.account.items.slice(0, 100)) item.read = true;
    await syncWell();
    const expected = here.filter((title) => !server.account.item(title).read);
    expect(await titlesHere('unread')).toEqual(expect.arrayContaining(expected));
    for (const title of await titlesHere('unread')) expect(server.account.item(title).read).toBe(false);
    expect(there).toHaveLength(1500);
  });
});

describe('posts', () => {
  test('what is purged there is read here, and its star stays', async () => {
    await syncWell();
    await setStar('Blog 2');
    await syncWell();
    server.account.purge((item) => ['Blog 1'].includes(item.title));
    await syncWell();
    expect(await titlesHere('unread')).toEqual(['Blog 2', 'Blog 3', 'Blog 4', 'Blog 5']);
    expect(await titlesHere('all')).toContain('Blog 1');
    expect(await titlesHere('starred')).toEqual(['Blog 2']);
  });

  test('rules hold for what comes, and the server is told', async () => {
    await addRule({ query: '"Blog 1"', does: { read: true, star: true } }, now);
    await syncWell();
    await syncWell();
    expect(server.account.item('Blog 1')).toMatchObject({ read: true, starred: true });
    await expectAgreement();
  });

  test('one post through two feeds is one unread, and all its items follow', async () => {
    const shared = { title: 'A shared post of both', url: 'https://blog.example/shared/post' };
    server.account.web.set(feedUrl, { title: 'Blog', posts: [shared] });
    server.account.web.set(otherUrl, { title: 'Planet', posts: [{ ...shared }] });
    server.account.fetch(2);
    server.account.subscribe(otherUrl);
    await syncWell();
    const items = () => server.account.items.filter(({ title }) => title === shared.title);
    expect(items()).toHaveLength(2);
    expect(
      new Set(
        (await db.posts.toArray()).filter((post) => post.title === shared.title).map((post) => post.storyId),
      ).size,
    ).toBe(1);
    (items()[0] as { read: boolean }).read = true;
    await syncWell();
    await syncWell();
    expect(items().map((item) => item.read)).toEqual([true, true]);
    await expectAgreement();
    (items()[1] as { read: boolean }).read = false;
    await syncWell();
    await syncWell();
    expect(items().map((item) => item.read)).toEqual([false, false]);
    (items()[1] as { starred: boolean }).starred = true;
    await syncWell();
    await syncWell();
    expect(items().map((item) => item.starred)).toEqual([true, true]);
    await read(shared.title);
    await setStar(shared.title, false);
    await syncWell();
    expect(items().map((item) => [item.read, item.starred])).toEqual([
      [true, false],
      [true, false],
    ]);
    await expectAgreement();
  });

  test('what comes later to a story that was read is read there, too', async () => {
    const shared = { title: 'A shared post of both', url: 'https://blog.example/shared/post' };
    server.account.web.set(feedUrl, { title: 'Blog', posts: [shared] });
    server.account.fetch(2);
    await syncWell();
    await read(shared.title);
    await syncWell();
    server.account.web.set(otherUrl, { title: 'Planet', posts: [{ ...shared }] });
    server.account.subscribe(otherUrl);
    await syncWell();
    await syncWell();
    expect(server.account.titles((item) => !item.read)).not.toContain(shared.title);
    await expectAgreement();
  });

  test('ids that use all 64 bits stay apart', async () => {
    await begin(40, { kind: 'bazqux' });
    await syncWell();
    expect(await titlesHere('all')).toHaveLength(40);
    await read('Blog 17');
    await syncWell();
    expect(server.account.titles((item) => item.read)).toEqual(['Blog 17']);
    await expectAgreement();
  });

  test.each(['miniflux', 'commafeed', 'theoldreader'] as const)('%s: both directions', async (kind) => {
    await begin(30, { kind });
    await syncWell();
    await read('Blog 7');
    await setStar('Blog 8');
    server.account.item('Blog 9').read = true;
    server.account.item('Blog 10').starred = true;
    await syncWell();
    await expectAgreement();
    expect(server.account.titles((item) => item.read)).toEqual(['Blog 7', 'Blog 9']);
    expect(server.account.titles((item) => item.starred)).toEqual(['Blog 10', 'Blog 8']);
  });
});
