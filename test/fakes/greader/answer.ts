import { createHash } from 'node:crypto';
import type { FakeAccount, FakeFeed, FakeItem } from './account.ts';
import type { FakeKind, Traits } from './traits.ts';
import { type Answered, refused as bad, itemsNamed, label, ok, state, Writer } from './write.ts';

export interface Asked {
  method: string;
  /** Below the base. */
  path: string;
  query: URLSearchParams;
  /** As sent, in order. */
  body: [string, string][];
  contentType: string;
  authorization: string;
}

/** PHP, max_input_vars. */
const mostFields = 1000;

export const authOf = (account: FakeAccount) =>
  `${account.user}/${createHash('sha1').update(account.apiPassword).digest('hex')}`;
export const tokenOf = (account: FakeAccount) =>
  createHash('sha1').update(authOf(account)).digest('hex').padEnd(57, 'Z');

/** Answers one call as the server does. */
export class Answerer {
  private readonly writer;

  constructor(
    private readonly kind: FakeKind,
    private readonly traits: Traits,
    private readonly account: FakeAccount,
  ) {
    this.writer = new Writer(kind, traits, account);
  }

  answer(asked: Asked): Answered {
    if (asked.path === '/accounts/ClientLogin') return this.logIn(asked);
    if (!asked.path.startsWith('/reader/api/0/')) return this.traits.unknownPath;
    // What PHP does not read is not there; nothing says so.
    const fields = this.kind === 'freshrss' ? asked.body.slice(0, mostFields) : asked.body;
    const body = new URLSearchParams(/multipart/.test(asked.contentType) ? [] : fields);
    const call = asked.path.slice('/reader/api/0/'.length);
    if (!this.mayEnter(asked, body, call)) return this.denied();
    return this.dispatch(call, asked, body);
  }

  private logIn({ body, query }: Asked): Answered {
    const given = new URLSearchParams(body);
    const password = given.get('Passwd') ?? query.get('Passwd');
    const user = given.get('Email') ?? query.get('Email');
    const { account } = this;
    if (user !== account.user || password !== account.apiPassword) return this.denied();
    const auth = authOf(account);
    const lsid = this.kind === 'freshrss' ? 'null' : auth;
    return ok(`SID=${auth}\nLSID=${lsid}\nAuth=${auth}\n`);
  }

  private denied(): Answered {
    return { status: this.traits.denied, text: 'Unauthorized!', headers: { 'Google-Bad-Token': 'true' } };
  }

  private mayEnter({ method, authorization }: Asked, body: URLSearchParams, call: string): boolean {
    const { postWants } = this.traits;
    const token = body.get('T');
    const hasHeader = authorization === `GoogleLogin auth=${authOf(this.account)}`;
    if (method === 'GET') return hasHeader;
    if (postWants === 'token') return token === tokenOf(this.account);
    if (!hasHeader) return false;
    if (postWants === 'both') return token === tokenOf(this.account);
    const isChecked = ['edit-tag', 'rename-tag', 'disable-tag', 'mark-all-as-read'].includes(call);
    return !isChecked || token === null || ['', 'x', tokenOf(this.account)].includes(token);
  }

  private dispatch(call: string, asked: Asked, body: URLSearchParams): Answered {
    const { query, method } = asked;
    const wantsJson = query.get('output') === 'json';
    switch (call) {
      case 'token':
        return ok(`${tokenOf(this.account)}\n`);
      case 'user-info':
        return {
          ...this.json({ userId: this.account.user, userName: this.account.user }),
          type: 'text/html; charset=UTF-8',
        };
      case 'unread-count':
        if (this.kind === 'miniflux') return this.traits.unknownPath;
        return wantsJson
          ? this.json({ max: 0, unreadcounts: [] })
          : { status: 501, text: 'Not Implemented!' };
      case 'subscription/list':
        if (!wantsJson) return { status: 501, text: 'Not Implemented!' };
        return this.json({ subscriptions: this.account.feeds.map((feed) => this.feed(feed)) });
      case 'tag/list':
        return wantsJson ? this.json({ tags: this.tags() }) : { status: 501, text: 'Not Implemented!' };
      case 'stream/items/ids':
        return this.ids(query);
      case 'stream/items/contents':
        return method === 'POST' ? this.contents(body) : bad;
      case 'edit-tag':
        return method === 'POST' ? this.writer.editTag(body) : ok();
      case 'subscription/quickadd':
        return this.traits.hasQuickadd
          ? this.writer.quickadd(body.get('quickadd') ?? '')
          : this.traits.unknownPath;
      case 'subscription/edit':
        return this.writer.editFeed(body);
      case 'mark-all-as-read':
        return this.writer.markAll(body);
      case 'disable-tag':
        // Of several it takes the first.
        return this.writer.disableTag(body.get('s') ?? '');
      case 'rename-tag':
        return ok();
      default:
        if (call.startsWith('stream/contents') && this.kind !== 'miniflux')
          return this.json({
            id: 'user/-/state/com.google/reading-list',
            items: this.account.items.map((item) => this.item(item)),
          });
        return this.traits.unknownPath;
    }
  }

  private json(value: unknown): Answered {
    return { status: 200, text: JSON.stringify(value), type: 'application/json; charset=UTF-8' };
  }

  private folderOf({ folder }: FakeFeed): string {
    return folder || this.traits.noFolder;
  }

  private feed(feed: FakeFeed): object {
    const name = this.folderOf(feed);
    const id = this.traits.userPrefix + label.slice('user/-/'.length) + name;
    return {
      id: `feed/${feed.id}`,
      title: this.words(feed.title),
      categories: name === '' ? [] : [{ id, label: name }],
      // BazQux says it in the id, but ours are numbers.
      url: feed.url,
      htmlUrl: new URL(feed.url).origin,
      iconUrl: '',
    };
  }

  private tags(): object[] {
    const { userPrefix, hasTypes } = this.traits;
    const folders = [...new Set(this.account.feeds.map((feed) => this.folderOf(feed)))].filter(Boolean);
    const labels = [...new Set(this.account.items.flatMap((item) => item.labels))];
    const tag = (name: string, type: string) => ({
      id: `${userPrefix}label/${name}`,
      ...(hasTypes && { type }),
    });
    return [
      { id: `${userPrefix}state/com.google/starred` },
      ...folders.map((name) => tag(name, 'folder')),
      ...labels.map((name) => tag(name, 'tag')),
    ];
  }

  private words(text: string): string {
    if (!this.traits.fullwidth) return text;
    return text.replaceAll('&', '＆').replaceAll('<', '＜').replaceAll('>', '＞');
  }

  private item(item: FakeItem): object {
    const { userPrefix, long } = this.traits;
    const feed = this.account.feeds.find(({ id }) => id === item.feed);
    const folder = feed && this.folderOf(feed);
    return {
      id: long(item.id),
      crawlTimeMsec: String(item.id).slice(0, 13),
      timestampUsec: String(item.id),
      published: item.published,
      title: this.words(item.title),
      author: this.words(item.author),
      canonical: [{ href: item.url }],
      alternate: [{ href: item.url }],
      summary: { content: item.html },
      categories: [
        `${userPrefix}state/com.google/reading-list`,
        ...(item.read ? [`${userPrefix}state/com.google/read`] : []),
        ...(item.starred ? [`${userPrefix}state/com.google/starred`] : []),
        ...(folder ? [`${userPrefix}label/${folder}`] : []),
        ...item.labels.map((name) => `${userPrefix}label/${name}`),
        ...item.tags,
      ],
      origin: { streamId: `feed/${item.feed}`, title: this.words(feed?.title ?? ''), htmlUrl: '' },
    };
  }

  private ids(query: URLSearchParams): Answered {
    const { mostIds, short, paging } = this.traits;
    const s = query.getAll('s').at(-1) ?? '';
    if (s === '') return bad;
    if (this.kind === 'miniflux' && s.includes('/label/'))
      return { status: 500, text: '{"error_message":"label"}' };
    let items = this.account.items;
    if (s === `${state}starred`) items = items.filter((item) => item.starred);
    else if (s.startsWith('feed/')) items = items.filter((item) => s === `feed/${item.feed}`);
    else if (s.startsWith(label)) {
      const name = s.slice(label.length);
      const found = items.filter((item) => item.labels.includes(name));
      // A label that it does not know is the whole list, as everything it does not know.
      if (found.length > 0) items = found;
    }
    if (query.get('xt') === `${state}read` && !s.endsWith('/starred'))
      items = items.filter((item) => !item.read);
    const key =
      paging === 'skipping' ? (item: FakeItem) => BigInt(item.published) : (item: FakeItem) => item.id;
    const sorted = [...items].sort((a, b) => (key(a) < key(b) ? 1 : -1));
    const count = Math.min(mostIds, Number(query.get('n') ?? 20) || 20);
    const c = query.get('c') ?? '';
    const rest = this.after(sorted, c);
    const page = rest.slice(0, count);
    const last = page.at(-1);
    const isFull = paging === 'offset' ? rest.length > count : page.length === count;
    const next = paging === 'offset' ? (Number(c) || 0) + page.length : String(last?.id);
    return this.json({
      itemRefs: page.map(({ id }) => ({ id: short(id) })),
      ...(isFull && last !== undefined && { continuation: next }),
    });
  }

  private after(sorted: FakeItem[], c: string): FakeItem[] {
    // A malformed one begins anew.
    if (!/^-?\d+$/.test(c)) return sorted;
    if (this.traits.paging === 'offset') return sorted.slice(Number(c));
    if (this.traits.paging === 'skipping') return sorted.filter(({ id }) => id < BigInt(c));
    const at = sorted.findIndex(({ id }) => id === BigInt(c));
    return at < 0 ? sorted.filter(({ id }) => id < BigInt(c)) : sorted.slice(at + 1);
  }

  private contents(body: URLSearchParams): Answered {
    const names = body.getAll('i');
    if (names.length === 0) return bad;
    return this.json({
      id: `${state}reading-list`,
      items: itemsNamed(this.kind, this.traits, this.account, names).map((item) => this.item(item)),
    });
  }
}
