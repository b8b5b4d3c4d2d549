/** What a real Miniflux answers to the calls that are made: raw, without our client. README.md says what is to be remembered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { type Miniflux, startMiniflux } from './miniflux.ts';
import { findPrograms } from './programs.ts';

const programs = findPrograms();
const api = '/reader/api/0';
const state = (name: string) => `user/-/state/com.google/${name}`;

describe.skipIf(typeof programs === 'string')('Miniflux', () => {
  let miniflux: Miniflux;
  let feeds: FeedServer;
  let auth = '';
  let token = '';

  beforeAll(async () => {
    feeds = await startFeedServer([]);
    const bytes = () => rss('A <b>bold</b> blog', 12);
    feeds.add({ name: 'blog', title: 'Blog', contentType: 'application/rss+xml', bytes });
    feeds.add({
      name: 'other',
      title: 'Other',
      contentType: 'application/rss+xml',
      bytes: () => rss('Other', 3),
    });
    feeds.add({ name: 'page', title: 'Page', contentType: 'text/html', bytes: () => '<html><p>No feed' });
    miniflux = await startMiniflux(programs as Exclude<typeof programs, string>);
  });
  afterAll(async () => {
    await miniflux?.close();
    await feeds?.close();
  });

  async function ask(path: string, body?: [string, string][], headers: Record<string, string> = {}) {
    const response = await fetch(`${miniflux.url}${path}`, {
      headers: { ...(auth && { Authorization: `GoogleLogin auth=${auth}` }), ...headers },
      ...(body && { method: 'POST', body: new URLSearchParams(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers };
  }
  const post = (path: string, pairs: [string, string][]) => ask(`${api}/${path}`, [['T', token], ...pairs]);
  const json = async (path: string) => JSON.parse((await ask(`${api}/${path}`)).text);
  const ids = async (query: string): Promise<string[]> =>
    (await json(`stream/items/ids?output=json&${query}`)).itemRefs.map(({ id }: { id: string }) => id);
  const unread = () => ids(`s=${state('reading-list')}&xt=${state('read')}&n=10000`);

  test('a login gives lines with a key; a wrong one, and the password of the web page, give 401', async () => {
    const login = (Email: string, Passwd: string) =>
      ask('/accounts/ClientLogin', [
        ['Email', Email],
        ['Passwd', Passwd],
      ]);
    const good = await login(miniflux.user, miniflux.password);
    expect(good.status).toBe(200);
    auth = /^Auth=(\S+)$/m.exec(good.text)?.[1] ?? '';
    expect(auth).toMatch(new RegExp(`^${miniflux.user}/[0-9a-f]{64}$`));
    for (const wrong of [await login(miniflux.user, 'x'), await login('admin', 'admin-secret')])
      expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('access unauthorized')]);
  });

  test('the token of edits is the key itself', async () => {
    const answer = await ask(`${api}/token`);
    token = answer.text;
    expect([answer.status, token]).toEqual([200, auth]);
  });

  test('who one is; without a key 401; what it does not know is 200 and an empty array', async () => {
    const user = await json('user-info?output=json');
    expect(user).toEqual({ userId: '1', userName: 'admin', userProfileId: '1', userEmail: 'admin' });
    const key = auth;
    auth = '';
    const nobody = await ask(`${api}/user-info?output=json`);
    auth = key;
    expect([nobody.status, nobody.headers.get('X-Reader-Google-Bad-Token')]).toEqual([401, 'true']);
    for (const path of ['unread-count', 'stream/contents/reading-list', 'nothing'])
      expect(await json(`${path}?output=json`)).toEqual([]);
  });

  test('adding a feed, one that is there, one that is none, and no address', async () => {
    expect(await json('subscription/list?output=json')).toEqual({ subscriptions: [] });
    const add = (url: string) => post('subscription/quickadd', [['quickadd', url]]);
    const added = await add(feeds.plainUrl('blog'));
    expect([added.status, JSON.parse(added.text)]).toEqual([
      200,
      {
        numResults: 1,
        query: feeds.plainUrl('blog'),
        streamId: expect.stringMatching(/^feed\/\d+$/),
        streamName: expect.any(String),
      },
    ]);
    const said = (answer: { status: number; text: string }) => [answer.status, JSON.parse(answer.text)];
    const refused = (status: number, words: string) => [
      status,
      { error_message: expect.stringContaining(words) },
    ];
    expect(said(await add(feeds.plainUrl('blog')))).toEqual(refused(500, 'already exists'));
    expect(said(await add(feeds.plainUrl('nowhere')))).toEqual(refused(500, '404'));
    expect(said(await add(feeds.plainUrl('page')))).toEqual(refused(500, 'unable to detect feed format'));
    expect(said(await add('nowhere'))).toEqual(refused(400, 'invalid URL'));
    expect((await json('subscription/list?output=json')).subscriptions).toEqual([
      {
        id: expect.stringMatching(/^feed\/\d+$/),
        // As in the document: no markup is escaped.
        title: 'A <b>bold</b> blog',
        // What is in no folder is in the first category.
        categories: [{ id: 'user/1/label/All', label: 'All', type: 'folder' }],
        url: feeds.plainUrl('blog'),
        htmlUrl: 'https://blog.example/',
        iconUrl: '',
      },
    ]);
  });

  test('ids of what is unread and of what is starred, by pages', async () => {
    const all = await unread();
    expect(all).toHaveLength(12);
    expect(all.every((id) => /^\d+$/.test(id))).toBe(true);
    const page = (more: string) =>
      json(`stream/items/ids?output=json&s=${state('reading-list')}&xt=${state('read')}&${more}`);
    const refs = (from: number, to: number) => ({ itemRefs: all.slice(from, to).map((id) => ({ id })) });
    expect(await page('n=5')).toEqual({ ...refs(0, 5), continuation: '5' });
    // An offset into what is unread then.
    expect(await page('n=5&c=5')).toEqual({ ...refs(5, 10), continuation: '10' });
    expect(await page('n=5&c=10')).toEqual(refs(10, 12));
    expect(await page('n=12')).toEqual(refs(0, 12));
    expect(await page('n=5&c=odd')).toEqual(await page('n=5'));
    expect(await ids(`s=${state('starred')}&n=100`)).toEqual([]);
    expect(await ids(`s=${state('read')}&n=100`)).toEqual([]);
    for (const s of ['user/-/label/nosuch', 'bogus', state('unread')])
      expect((await ask(`${api}/stream/items/ids?output=json&s=${s}`)).status).toBe(500);
  });

  test('contents, by decimal ids and by long ones', async () => {
    const [first = '', second = ''] = await unread();
    const hex = BigInt(second).toString(16).padStart(16, '0');
    const answer = await post('stream/items/contents', [
      ['output', 'json'],
      ['i', first],
      ['i', `tag:google.com,2005:reader/item/${hex}`],
      ['i', '999999'],
    ]);
    const { items } = JSON.parse(answer.text);
    expect(items).toHaveLength(2);
    const hexOf = (id: string) => BigInt(id).toString(16).padStart(16, '0');
    expect(items[0]).toMatchObject({
      id: `tag:google.com,2005:reader/item/${hexOf(first)}`,
      title: 'Post 11 & <b>',
      // No tag of the post's own; "/read" and "/starred" where it is so.
      categories: ['user/1/state/com.google/reading-list', 'user/1/label/All'],
      published: Date.UTC(2026, 0, 1, 11) / 1000,
      timestampUsec: `${Date.UTC(2026, 0, 1, 11)}000`,
      summary: { content: 'Text 11' },
      origin: { streamId: expect.stringMatching(/^feed\/\d+$/) },
    });
  });

  test('marks: read, starred, back, unknown items, unknown tags, labels, many at once', async () => {
    const [first = '', second = '', ...rest] = await unread();
    const edit = (...pairs: [string, string][]) => post('edit-tag', pairs);
    const ok = { status: 200, text: 'OK' };
    const starred = () => ids(`s=${state('starred')}&n=100`);
    const done = async (...pairs: [string, string][]) => expect(await edit(...pairs)).toMatchObject(ok);
    await done(['a', state('read')], ['i', first]);
    await done(['a', state('starred')], ['i', first], ['i', second]);
    expect([(await unread()).length, (await starred()).sort()]).toEqual([11, [first, second].sort()]);
    await done(['r', state('read')], ['i', first]);
    await done(['r', state('starred')], ['i', second]);
    expect([(await unread()).length, await starred()]).toEqual([12, [first]]);
    // What it does not know is passed over.
    await done(['a', state('read')], ['i', '999999']);
    await done(['a', state('read')], ['i', '999999'], ['i', rest[0] ?? '']);
    await done(['a', state('kept-unread')], ['i', first]);
    expect(await unread()).toHaveLength(11);
    const status = async (...pairs: [string, string][]) => (await edit(...pairs)).status;
    expect([await status(['a', state('read')]), await status(['a', state('read')], ['i', 'x'])]).toEqual([
      400, 400,
    ]);
    expect([
      await status(['i', first]),
      await status(['a', 'user/-/label/x'], ['i', first]),
      await status(['a', state('read')], ['r', state('read')], ['i', first]),
    ]).toEqual([500, 500, 500]);
    // No limit to the fields of a form, and none to where they stand.
    const many = Array.from({ length: 1200 }, (_, i): [string, string] => ['i', String(i + 1)]);
    expect(await ask(`${api}/edit-tag`, [...many, ['T', token], ['a', state('read')]])).toMatchObject(ok);
    expect(await unread()).toEqual([]);
    await done(['r', state('read')], ...many);
    const pairs: [string, string][] = [
      ['T', 'wrong'],
      ['a', state('read')],
      ['i', first],
    ];
    expect(await ask(`${api}/edit-tag`, pairs)).toMatchObject({ status: 401, text: 'Unauthorized' });
  });

  test('folders and names; leaving takes the posts along, stars too', async () => {
    const list = async () => (await json('subscription/list?output=json')).subscriptions;
    const [{ id }] = await list();
    const edit = async (...pairs: [string, string][]) => {
      const { status, text } = await post('subscription/edit', [['ac', 'edit'], ['s', id], ...pairs]);
      const [feed] = await list();
      return [status, text, feed?.title, feed?.categories.map(({ label }: { label: string }) => label)];
    };
    const folder = 'News & <more>/ü';
    expect(await edit(['a', `user/-/label/${folder}`])).toEqual([200, 'OK', 'A <b>bold</b> blog', [folder]]);
    expect(await edit(['t', 'Name & <b>'])).toEqual([200, 'OK', 'Name & <b>', [folder]]);
    // A feed is always in one folder: "out of it" is said to be done, and is not. Into the first category is the way.
    expect(await edit(['r', `user/-/label/${folder}`])).toEqual([200, 'OK', 'Name & <b>', [folder]]);
    expect(await edit(['a', 'user/-/label/All'])).toEqual([200, 'OK', 'Name & <b>', ['All']]);
    expect(await json('tag/list?output=json')).toEqual({
      tags: [
        { id: 'user/1/state/com.google/starred' },
        { id: 'user/1/label/All', label: 'All', type: 'folder' },
        // An empty folder stays.
        { id: `user/1/label/${folder}`, label: folder, type: 'folder' },
      ],
    });
    // What is put nowhere is put into the first folder by name; of what says which one stands for none there is no sign.
    await edit(['a', 'user/-/label/AI']);
    await post('subscription/quickadd', [['quickadd', feeds.plainUrl('other')]]);
    const [, added] = await list();
    expect(added.categories).toEqual([{ id: 'user/1/label/AI', label: 'AI', type: 'folder' }]);
    await post('subscription/edit', [
      ['ac', 'unsubscribe'],
      ['s', added.id],
    ]);
    const leave = () =>
      post('subscription/edit', [
        ['ac', 'unsubscribe'],
        ['s', id],
      ]);
    expect([await leave(), await leave()]).toMatchObject([{ text: 'OK' }, { text: 'OK' }]);
    expect([await list(), await unread(), await ids(`s=${state('starred')}&n=100`)]).toEqual([[], [], []]);
  });

  test('it comes up again with what it stored', async () => {
    await post('subscription/quickadd', [['quickadd', feeds.plainUrl('other')]]);
    const before = await unread();
    await miniflux.stop();
    await expect(ask(`${api}/user-info`)).rejects.toThrow();
    await miniflux.start();
    expect([(await ask(`${api}/user-info`)).status, await unread()]).toEqual([200, before]);
  });

  test('what a feed brings anew is there once it was asked', async () => {
    feeds.add({
      name: 'other',
      title: 'Other',
      contentType: 'application/rss+xml',
      bytes: () => rss('Other', 5),
    });
    await miniflux.refresh();
    expect(await unread()).toHaveLength(5);
  });
});

/** A feed of so many posts, an hour between two. */
function rss(title: string, count: number): string {
  const posts = Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1, i)).toUTCString();
    return `<item><guid>urn:${i}</guid><link>https://blog.example/${i}</link><title>Post ${i} &amp; &lt;b&gt;</title><pubDate>${at}</pubDate><category>Tech</category><description>Text ${i}</description></item>`;
  });
  const escaped = title.replace(/</g, '&lt;');
  return `<rss version="2.0"><channel><title>${escaped}</title><link>https://blog.example/</link>${posts.join('')}</channel></rss>`;
}
