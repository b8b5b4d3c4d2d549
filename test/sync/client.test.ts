/** The calls, against servers that behave as the known ones do, with their traps. */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { readServerAddress } from '../../src/feeds/server-address.ts';
import { Greader, marksAtOnce } from '../../src/sync/greader/client.ts';
import { itemKey, itemName } from '../../src/sync/greader/ids.ts';
import { logIn, logInAgain } from '../../src/sync/greader/login.ts';
import { send } from '../../src/sync/greader/transport.ts';
import { troubleOf } from '../../src/sync/greader/trouble.ts';
import { type FakeGreader, type FakeOptions, startGreader } from '../fakes/greader/server.ts';
import type { FakeKind } from '../fakes/greader/traits.ts';

let server: FakeGreader;
afterEach(() => server.close());

const feedUrl = 'https://blog.example/feed.xml';

async function connect(options: FakeOptions = {}, posts = 3): Promise<Greader> {
  server = await startGreader(options);
  server.account.source(feedUrl, 'Blog', posts);
  server.account.subscribe(feedUrl);
  return client();
}

async function client(keepsPassword = false): Promise<Greader> {
  const { account, address } = server;
  const session = await logIn(send, new URL(address), account.user, account.apiPassword);
  return new Greader({
    send,
    session,
    now: Date.now,
    ...(keepsPassword && { logInAgain: () => logInAgain(send, session, account.apiPassword) }),
  });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => troubleOf(error).code,
  );

const kinds: FakeKind[] = ['freshrss', 'miniflux', 'commafeed', 'theoldreader', 'bazqux'];

describe.each(kinds)('%s', (kind) => {
  test('is found behind its address, and its feeds, ids, texts and marks are read and written', async () => {
    const greader = await connect({ kind });
    if (kind !== 'theoldreader' && kind !== 'bazqux') expect(greader.profile.kind).toBe(kind);
    const [feed] = await greader.feeds();
    expect(feed).toMatchObject({ id: 'feed/2', title: 'Blog', url: feedUrl });
    const { ids } = await greader.ids('unread');
    expect(ids.size).toBe(3);
    const items = await greader.contents([...ids]);
    expect(items.map((item) => item.key).sort()).toEqual([...ids].sort());
    expect(items.map((item) => item.post.title).sort()).toEqual(['Blog 1', 'Blog 2', 'Blog 3']);
    expect(items.every((item) => item.feedId === 'feed/2' && !item.isRead && !item.isStarred)).toBe(true);
    const first = items.find((item) => item.post.title === 'Blog 1')?.key as string;
    await greader.mark('read', true, [first]);
    await greader.mark('starred', true, [first]);
    expect(server.account.item('Blog 1')).toMatchObject({ read: true, starred: true });
    expect((await greader.ids('unread')).ids.size).toBe(2);
    expect([...(await greader.ids('starred')).ids]).toEqual([first]);
    expect((await greader.contents([first]))[0]).toMatchObject({ isRead: true, isStarred: true });
    await greader.mark('starred', false, [first]);
    expect(server.account.item('Blog 1').starred).toBe(false);
  });

  test('adds, renames, moves and leaves feeds', async () => {
    const greader = await connect({ kind });
    const url = 'https://other.example/feed.xml';
    server.account.source(url, 'Other', 1);
    await greader.add(url, 'Other');
    const added = (await greader.feeds()).find((feed) => feed.url === url);
    expect(added).toBeDefined();
    const id = added?.id as string;
    await greader.rename(id, 'R & D <x> ü');
    for (const folder of ['a/b', 'C++', '100%', '✨']) {
      await greader.move(id, folder, '');
      expect((await greader.feeds()).find((feed) => feed.id === id)?.folders).toEqual([folder]);
    }
    await greader.move(id, '', '✨');
    const none = { freshrss: ['Uncategorized'], miniflux: ['All'] }[kind as string] ?? [];
    expect((await greader.feeds()).find((feed) => feed.id === id)?.folders).toEqual(none);
    expect(server.account.feeds[1]?.title).toBe('R & D <x> ü');
    await greader.leave(id);
    expect(await greader.feeds()).toHaveLength(1);
    if (kind !== 'miniflux') expect(await codeOf(greader.leave(id))).toBe('refused');
    expect(await codeOf(greader.add('https://nowhere.example/', ''))).toBe('refused');
    expect(await codeOf(greader.add(feedUrl, ''))).toBe('refused');
  });
});

describe('ids', () => {
  test('of all forms are one key; the decimal and the long form lead back to it', () => {
    expect(itemKey('tag:google.com,2005:reader/item/000660b8dee42785')).toBe('1795196990007173');
    expect(itemKey('1795196990007173')).toBe('1795196990007173');
    expect(itemKey('tag:google.com,2005:reader/item/ffffffffffffffff')).toBe('-1');
    expect(itemKey('18446744073709551615')).toBe('-1');
    expect(itemKey('5ff000000000000000000001')).toBe('5ff000000000000000000001');
    expect(itemKey('123456789012345678901234')).toBe('123456789012345678901234');
    for (const none of [7, '', null, {}, 'a b', '<b>']) expect(itemKey(none)).toBeUndefined();
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (id) => {
        const key = id.toString();
        expect(itemKey(itemName(key, 'decimal'))).toBe(key);
        expect(itemKey(itemName(key, 'long'))).toBe(key);
      }),
    );
  });

  test.each([0, 1, 999, 1000, 1001, 3000])('%i unread are all there, page by page', async (count) => {
    const greader = await connect({}, count);
    expect(await greader.ids('unread')).toMatchObject({ isSure: true, ids: { size: count } });
    const pages = server.log.filter(({ path }) => path.endsWith('/ids')).length;
    // A list of exactly so many pages has an empty one at its end.
    expect(pages).toBe(Math.floor(count / 1000) + 1);
  });

  test('of CommaFeed, and of Miniflux beyond its page, are not sure to be all', async () => {
    const greader = await connect({ kind: 'commafeed' }, 1500);
    expect((await greader.ids('unread')).isSure).toBe(false);
    await server.close();
    const other = await connect({ kind: 'miniflux', traits: { mostIds: 1000 } }, 1500);
    expect(await other.ids('unread')).toMatchObject({ isSure: false, ids: { size: 1500 } });
  });

  test.each([
    ['a failing page', /ids/, { status: 502 }, 'server-error'],
    ['an empty array', /ids/, { text: '[]' }, 'odd-answer'],
    ['a web page', /ids/, { text: '<!doctype html><p>Log in' }, 'html'],
    ['half of a page', /ids/, { truncate: true }, 'cut-off'],
    ['a reset', /ids/, { reset: true }, 'unreachable'],
    ['half of the JSON', /ids/, { text: '{"itemRefs":[{"id":"1"},' }, 'not-json'],
    ['no list', /ids/, { text: '{}' }, 'odd-answer'],
    [
      'an id that lost its digits',
      /ids/,
      { text: '{"itemRefs":[{"id":1795196990007173000}]}' },
      'odd-answer',
    ],
    ['a second page that fails', /ids.*&c=/, { status: 502 }, 'server-error'],
    ['too many calls', /ids/, { status: 429, headers: { 'Retry-After': '600' } }, 'limited'],
    [
      'a continuation that comes again',
      /ids.*&c=/,
      { text: '{"itemRefs":[{"id":"5"}],"continuation":"7"}' },
      'repeated-page',
    ],
  ] as const)('%s gives no list at all', async (_what, path, fault, code) => {
    const greader = await connect({}, 1500);
    server.fail(path, fault, 3);
    expect(await codeOf(greader.ids('unread'))).toBe(code);
  });
});

describe('marks', () => {
  test('the token and the tag stand before the ids: the 1,200th counts as the first does', async () => {
    const greader = await connect({}, 1200);
    const { ids } = await greader.ids('unread');
    await greader.mark('read', true, [...ids].slice(0, 998));
    expect(server.account.titles((item) => item.read)).toHaveLength(998);
    const { body } = server.log.at(-1) as { body: [string, string][] };
    expect(body.slice(0, 3).map(([name]) => name)).toEqual(['T', 'a', 'i']);
    expect(marksAtOnce).toBeLessThan(900);
  });

  test('one kind of mark a call, in the name of "user/-"', async () => {
    const greader = await connect();
    const { ids } = await greader.ids('unread');
    await greader.mark('starred', true, [...ids]);
    const { body } = server.log.at(-1) as { body: [string, string][] };
    expect(body.filter(([name]) => name === 'a' || name === 'r')).toEqual([
      ['a', 'user/-/state/com.google/starred'],
    ]);
  });
});

describe('posts', () => {
  test('have their letters back, their labels without folders, and no word of the server', async () => {
    server = await startGreader();
    const { account } = server;
    account.web.set(feedUrl, {
      title: 'R&D <news>',
      posts: [
        {
          title: 'A < B && &lt;b&gt; AT&T',
          url: 'https://blog.example/1?a=1&b=2',
          author: 'Ann & Bob',
          tags: ['Tech', 'C++'],
          html: '<p>One & <b>two</b></p>',
        },
      ],
    });
    account.subscribe(feedUrl, 'Work');
    (account.items[0] as { labels: string[] }).labels = ['later'];
    const greader = await client();
    const [feed] = await greader.feeds();
    expect(feed?.folders).toEqual(['Work']);
    const { ids } = await greader.ids('unread');
    const folders = new Set(['Work']);
    const [item] = await greader.contents([...ids], folders);
    expect(item?.post).toMatchObject({
      title: 'A < B && <b> AT&T',
      author: 'Ann & Bob',
      link: 'https://blog.example/1?a=1&b=2',
      body: '<p>One & <b>two</b></p>',
      tags: ['later', 'Tech', 'C++'],
    });
    expect([...(await greader.labels(folders))]).toEqual(['later']);
  });
});

describe('the key', () => {
  test('that is refused once is fetched anew, in silence; then the person is asked', async () => {
    await connect();
    server.account.apiPassword = 'api secret';
    const greader = await client(true);
    server.fail(/subscription/, { status: 401 });
    expect(await greader.feeds()).toHaveLength(1);
    expect(server.log.filter(({ path }) => path.includes('ClientLogin')).length).toBeGreaterThan(1);
    server.fail(/subscription/, { status: 401 }, 9);
    expect(await codeOf(greader.feeds())).toBe('reconnect');
  });

  test('of an old password is refused, also when the password was kept', async () => {
    const greader = await connect();
    server.account.apiPassword = 'a new one';
    expect(await codeOf(greader.feeds())).toBe('reconnect');
  });

  test('a token that has run out is fetched anew', async () => {
    const greader = await connect({ kind: 'theoldreader' });
    const { ids } = await greader.ids('unread');
    await greader.mark('read', true, [...ids].slice(0, 1));
    server.fail(/edit-tag/, { status: 401 });
    await greader.mark('read', true, [...ids]);
    expect(server.account.titles((item) => item.read)).toHaveLength(3);
    expect(server.log.filter(({ path }) => path.endsWith('/token'))).toHaveLength(2);
  });
});

describe('logging in', () => {
  const login = (address: string, password = 'api secret') =>
    logIn(send, readServerAddress(address) as URL, 'ann', password);

  test.each(['', '/', '/api', '/api/', '/api/greader.php', '/api/greader.php/', '/i/?a=normal#x'])(
    'finds FreshRSS behind %j',
    async (path) => {
      server = await startGreader();
      expect(await login(server.address + path)).toMatchObject({
        base: server.base,
        kind: 'freshrss',
        user: 'ann',
      });
    },
  );

  test.each([
    ['miniflux', '/unread'],
    ['miniflux', '/category/3/entries'],
    ['commafeed', '/welcome'],
    ['theoldreader', '/home'],
  ] as const)('finds %s behind the page %j that stood in the address bar', async (kind, path) => {
    server = await startGreader({ kind });
    expect(await login(server.address + path)).toMatchObject({ base: server.base });
  });

  test('asks above a page for the same reason as on it, and nowhere else; a wrong password there is said', async () => {
    server = await startGreader({ kind: 'miniflux' });
    expect(await codeOf(login(`${server.address}/unread`, 'wrong'))).toBe('wrong-login');
    server.fail(/ClientLogin/, { status: 302, headers: { Location: '/' } });
    expect(await login(`${server.address}/unread`)).toMatchObject({ base: server.base });
    server.log.length = 0;
    server.fail(/./, { status: 404 }, 99);
    expect(await codeOf(login(`${server.address}/a/b/c/d/e/f`))).toBe('no-greader');
    expect(server.log.length).toBeLessThan(16);
    expect(server.log.at(-1)?.path).toBe('/rest/googlereader/accounts/ClientLogin');
  });

  test('says why it fails', async () => {
    server = await startGreader();
    expect(await codeOf(login(server.address, 'wrong'))).toBe('wrong-login');
    expect(await codeOf(login(server.address, 'web secret'))).toBe('wrong-login');
    server.fail(/ClientLogin/, { text: '<html>Welcome' }, 9);
    expect(await codeOf(login(server.address))).toBe('no-greader');
    server.heal();
    server.fail(/ClientLogin/, { status: 429, headers: { 'Retry-After': '600' } }, 9);
    const { code, retryAt = 0 } = troubleOf(await login(server.address).catch((error) => error));
    expect([code, Math.round((retryAt - Date.now()) / 60_000)]).toEqual(['limited', 10]);
    server.heal();
    // Whatever it is asked, it says so.
    server.fail(/./, { text: 'Auth=abc' }, 99);
    expect(await codeOf(login(server.address))).toBe('no-greader');
    server.heal();
    server.fail(/ClientLogin/, { status: 302, headers: { Location: 'https://elsewhere.example/' } }, 9);
    expect(await codeOf(login(server.address))).toBe('redirect');
    await server.close();
    expect(await codeOf(login(server.address))).toBe('unreachable');
    server = await startGreader({ isApiDisabled: true });
    expect(await codeOf(login(server.address))).toBe('api-disabled');
    await server.close();
    for (const kind of ['miniflux', 'commafeed'] as const) {
      server = await startGreader({ kind });
      expect(await codeOf(login(server.address, 'web secret'))).toBe('wrong-login');
      await server.close();
    }
    server = await startGreader();
  });

  test('a redirect is not followed: no password and no key goes on', async () => {
    const other = await startGreader();
    server = await startGreader();
    server.fail(/./, { status: 307, headers: { Location: `${other.base}/accounts/ClientLogin` } }, 9);
    expect(await codeOf(login(server.address))).toBe('redirect');
    expect(other.log).toEqual([]);
    await other.close();
  });
});
