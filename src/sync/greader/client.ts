/** The portable calls of the Google Reader API, and no others: servers disagree about the rest. */
import { retryAfter } from '../../feeds/headers.ts';
import { lineOfText } from '../../feeds/text.ts';
import {
  type IdPage,
  readFeeds,
  readIds,
  readItems,
  readLabels,
  readNames,
  readObject,
  type ServerFeed,
} from './answers.ts';
import { itemName } from './ids.ts';
import { fromFullwidth, readItem, type ServerItem } from './items.ts';
import type { Session } from './login.ts';
import { firstOfMiniflux, type Profile, profileOf } from './profiles.ts';
import type { Reply, Send } from './transport.ts';
import { SyncTrouble, type Trouble } from './trouble.ts';

export type Pairs = [name: string, value: string][];

export type MarkField = 'read' | 'starred';

/** What a client is given. */
export interface ClientFacts {
  send: Send;
  session: Session;
  now(): number;
  /** Logs in once more and answers the new key; absent where the password was not kept. */
  logInAgain?: () => Promise<string>;
}

/** Most servers take more; a hundred posts with their texts are a megabyte. */
export const contentsAtOnce = 100;
/** PHP drops what follows the thousandth field. */
export const marksAtOnce = 200;
const mostPages = 1000;
/** A server fetches a feed before it answers that it was added. */
const addingMs = 60_000;

const state = (name: string) => `user/-/state/com.google/${name}`;
const label = (name: string) => `user/-/label/${name}`;

export class Greader {
  readonly profile: Profile;
  readonly host: string;
  /** How far the server's clock is ahead of ours, in milliseconds, where its answers say so. */
  clockAheadMs: number | undefined;
  /** How many calls were made. */
  calls = 0;
  private auth: string;
  private token: string | undefined;
  private hasLoggedInAgain = false;

  constructor(private readonly facts: ClientFacts) {
    this.profile = profileOf(facts.session.kind);
    this.host = new URL(facts.session.base).host;
    this.auth = facts.session.auth;
  }

  /** Who is logged in: asked to see that the key holds. */
  async user(): Promise<Record<string, unknown>> {
    return this.get('user-info', []);
  }

  async feeds(): Promise<ServerFeed[]> {
    const feeds = readFeeds(await this.get('subscription/list', []), this.host);
    return feeds.map((feed) => ({ ...feed, title: lineOfText(fromFullwidth(feed.title, this.profile)) }));
  }

  /** Labels of items, which share their names with folders. */
  async labels(folders: ReadonlySet<string>): Promise<Set<string>> {
    return readLabels(await this.get('tag/list', []), this.host, folders);
  }

  /** Names of folders, also of those without a feed, and of labels of items. */
  async names(): Promise<Set<string>> {
    return readNames(await this.get('tag/list', []), this.host);
  }

  /** All ids of what is unread or starred. `isSure`: no item can be missing from it. All pages, or it rejects. */
  async ids(what: 'unread' | 'starred'): Promise<{ ids: Set<string>; isSure: boolean }> {
    const { page, skipsItems } = this.profile;
    const asked: Pairs =
      what === 'unread'
        ? [
            ['s', state('reading-list')],
            ['xt', state('read')],
          ]
        : [['s', state('starred')]];
    asked.push(['n', String(page)]);
    const ids = new Set<string>();
    const seen = new Set<string>();
    for (let pages = 1; ; pages++) {
      const found = await this.idPage(asked, [...seen].at(-1));
      const before = ids.size;
      for (const id of found.ids) ids.add(id);
      const { continuation } = found;
      if (continuation === undefined) return { ids, isSure: pages === 1 || !skipsItems };
      // A continuation that a server does not understand begins anew.
      if (seen.has(continuation) || ids.size === before || pages === mostPages)
        throw new SyncTrouble({ code: 'repeated-page', host: this.host });
      seen.add(continuation);
    }
  }

  private async idPage(asked: Pairs, continuation: string | undefined): Promise<IdPage> {
    const pairs: Pairs = continuation === undefined ? asked : [...asked, ['c', continuation]];
    return readIds(await this.get('stream/items/ids', pairs), this.host);
  }

  /** The posts of at most a hundred ids; those the server does not know are absent. */
  async contents(keys: string[], folders: ReadonlySet<string> = new Set()): Promise<ServerItem[]> {
    const reply = await this.post('stream/items/contents', [['output', 'json'], ...this.itemPairs(keys)]);
    this.mustBeGood(reply, 'stream/items/contents');
    const raw = readItems(readObject(reply.text, this.host, 'stream/items/contents'), this.host);
    return raw.flatMap((item) => readItem(item, this.profile, folders) ?? []);
  }

  /** Sets or takes a mark of at most two hundred items. Rejects with 'refused' where the server will not. */
  async mark(field: MarkField, value: boolean, keys: string[]): Promise<void> {
    // Before the ids: see marksAtOnce.
    const reply = await this.post('edit-tag', [[value ? 'a' : 'r', state(field)], ...this.itemPairs(keys)]);
    this.mustBeGood(reply, 'edit-tag');
  }

  /** Adds a feed; answers how the server names it, where it says so. Rejects with 'refused' and its words. */
  async add(url: string, title: string): Promise<string | undefined> {
    if (this.profile.adds === 'subscribe') {
      const pairs: Pairs = [
        ['ac', 'subscribe'],
        ['s', `feed/${url}`],
        ['t', title],
      ];
      const reply = await this.post('subscription/edit', pairs, addingMs);
      this.mustBeGood(reply, 'subscription/edit');
      return undefined;
    }
    const reply = await this.post('subscription/quickadd', [['quickadd', url]], addingMs);
    // Miniflux: 400 and 500 for an address it cannot use.
    if (reply.status === 500) throw this.refusal(reply);
    this.mustBeGood(reply, 'subscription/quickadd');
    const answer = readObject(reply.text, this.host, 'subscription/quickadd');
    if (answer.numResults === 0 || answer.numResults === '0') throw this.refusal(reply, answer.error);
    return typeof answer.streamId === 'string' && answer.streamId.startsWith('feed/')
      ? answer.streamId
      : undefined;
  }

  /** Gives a feed another title. */
  async rename(feedId: string, title: string): Promise<void> {
    await this.edit(feedId, [['t', title]]);
  }

  /** Puts a feed into a folder; with '' it is taken out of the one it was in. One of both, never both: CommaFeed. */
  async move(feedId: string, folder: string, from: string): Promise<void> {
    // Miniflux says OK to `r` alone, and does nothing.
    const into = folder === '' && this.profile.kind === 'miniflux' ? firstOfMiniflux : folder;
    await this.edit(feedId, [into === '' ? ['r', label(from)] : ['a', label(into)]]);
  }

  /** Leaves a feed; the server deletes its posts. */
  async leave(feedId: string): Promise<void> {
    await this.edit(feedId, [], 'unsubscribe');
  }

  private async edit(feedId: string, pairs: Pairs, action = 'edit'): Promise<void> {
    const reply = await this.post('subscription/edit', [['ac', action], ['s', feedId], ...pairs]);
    this.mustBeGood(reply, 'subscription/edit');
  }

  private itemPairs(keys: string[]): Pairs {
    return keys.map((key) => ['i', itemName(key, this.profile.ids)]);
  }

  private async get(path: string, pairs: Pairs): Promise<Record<string, unknown>> {
    const query = encoded([['output', 'json'], ...pairs]);
    let reply = await this.ask(`${path}?${query}`);
    if (isUnknownUser(reply)) {
      await this.newKey();
      reply = await this.ask(`${path}?${query}`);
    }
    this.mustBeGood(reply, path);
    return readObject(reply.text, this.host, path);
  }

  /** The token first, then what is done, then the items. */
  private async post(path: string, pairs: Pairs, longestMs?: number): Promise<Reply> {
    const body = async () => encoded([['T', await this.editToken()], ...pairs]);
    let reply = await this.ask(path, await body(), longestMs);
    if (!isUnknownUser(reply)) return reply;
    // A token may have run out, where it does not last as long as the key.
    this.token = undefined;
    reply = await this.ask(path, await body(), longestMs);
    if (!isUnknownUser(reply)) return reply;
    await this.newKey();
    return this.ask(path, await body(), longestMs);
  }

  private async editToken(): Promise<string> {
    if (this.token !== undefined) return this.token;
    let reply = await this.ask('token');
    if (isUnknownUser(reply)) {
      await this.newKey();
      reply = await this.ask('token');
    }
    this.mustBeGood(reply, 'token');
    const token = reply.text.trim();
    if (!/^[\x21-\x7e]{1,1000}$/.test(token) || token.startsWith('<'))
      throw new SyncTrouble({ code: 'odd-answer', host: this.host, detail: 'token' });
    this.token = token;
    return token;
  }

  private async ask(path: string, body?: string, longestMs?: number): Promise<Reply> {
    this.calls += 1;
    const reply = await this.facts.send({
      url: `${this.facts.session.base}/reader/api/0/${path}`,
      // Miniflux wants the token of a POST and no header, FreshRSS the header: both are sent to all.
      authorization: `GoogleLogin auth=${this.auth}`,
      ...(body !== undefined && { body }),
      ...(longestMs !== undefined && { longestMs }),
    });
    const date = Date.parse(reply.date ?? '');
    if (!Number.isNaN(date)) this.clockAheadMs = date - this.facts.now();
    return reply;
  }

  /** Once a sync, in silence; then the person is asked. */
  private async newKey(): Promise<void> {
    const { logInAgain } = this.facts;
    if (logInAgain === undefined || this.hasLoggedInAgain)
      throw new SyncTrouble({ code: 'reconnect', host: this.host });
    this.hasLoggedInAgain = true;
    this.auth = await logInAgain();
    this.token = undefined;
  }

  private mustBeGood(reply: Reply, path: string): void {
    const { status } = reply;
    if (status >= 200 && status < 300) return;
    const facts: Omit<Trouble, 'code'> = { host: this.host, status, detail: path };
    if (status === 401 || status === 403) throw new SyncTrouble({ ...facts, code: 'reconnect' });
    const retryAt = retryAfter(reply.retryAfter ?? null, this.facts.now());
    const until = retryAt === undefined ? {} : { retryAt };
    if (status === 429) throw new SyncTrouble({ ...facts, ...until, code: 'limited' });
    if (status === 503 && this.profile.kind === 'freshrss')
      throw new SyncTrouble({ ...facts, ...until, code: 'api-disabled' });
    if (status >= 500) throw new SyncTrouble({ ...facts, ...until, code: 'server-error' });
    throw this.refusal(reply);
  }

  private refusal({ status, text }: Reply, error?: unknown): SyncTrouble {
    const words = typeof error === 'string' ? error : text.trimStart().startsWith('<') ? '' : text;
    const detail = words.replace(/\s+/g, ' ').trim().slice(0, 200);
    return new SyncTrouble({ code: 'refused', host: this.host, status, ...(detail !== '' && { detail }) });
  }
}

function isUnknownUser({ status }: Reply): boolean {
  return status === 401 || status === 403;
}

function encoded(pairs: Pairs): string {
  return new URLSearchParams(pairs).toString();
}
