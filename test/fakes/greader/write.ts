/** What a greader server does when it is told to change something. */
import type { FakeAccount, FakeItem } from './account.ts';
import type { FakeKind, Traits } from './traits.ts';

export interface Answered {
  status: number;
  text: string;
  type?: string;
  headers?: Record<string, string>;
}

export const state = 'user/-/state/com.google/';
export const label = 'user/-/label/';

export const ok = (text = 'OK'): Answered => ({ status: 200, text, type: 'text/plain' });
export const refused: Answered = { status: 400, text: 'Bad Request!' };

export function json(value: unknown): Answered {
  return { status: 200, text: JSON.stringify(value), type: 'application/json; charset=UTF-8' };
}

/** The items of these names, in whichever form the server takes. */
export function itemsNamed(
  kind: FakeKind,
  { long, short }: Traits,
  account: FakeAccount,
  names: string[],
): FakeItem[] {
  const wanted = new Set(names);
  return account.items.filter(
    (item) => wanted.has(long(item.id)) || (kind !== 'theoldreader' && wanted.has(short(item.id))),
  );
}

export class Writer {
  constructor(
    private readonly kind: FakeKind,
    private readonly traits: Traits,
    private readonly account: FakeAccount,
  ) {}

  editTag(body: URLSearchParams): Answered {
    // Of several only the last is applied.
    const add = body.getAll('a').at(-1);
    const remove = body.getAll('r').at(-1);
    const isLabel = [add, remove].some((tag) => tag?.includes('/label/'));
    if (this.kind === 'miniflux' && isLabel) return { status: 500, text: '{"error_message":"label"}' };
    for (const item of itemsNamed(this.kind, this.traits, this.account, body.getAll('i'))) {
      for (const [tag, value] of [
        [add, true],
        [remove, false],
      ] as const) {
        const name = tag?.replace(/^user\/[^/]+\//, 'user/-/');
        if (name === `${state}read`) item.read = value;
        if (name === `${state}starred`) item.starred = value;
        const folders = this.account.feeds.map(({ folder }) => folder || this.traits.noFolder);
        if (name?.startsWith(label) && value && !folders.includes(name.slice(label.length)))
          item.labels.push(name.slice(label.length));
      }
    }
    return ok();
  }

  quickadd(url: string): Answered {
    if (this.kind === 'miniflux' && !/^https?:/.test(url))
      return { status: 400, text: '{"error_message":"url"}' };
    const feed = this.account.subscribe(url, this.folderOfAdded());
    if (feed !== undefined)
      return json({ numResults: 1, query: url, streamId: `feed/${feed.id}`, streamName: feed.title });
    if (this.kind === 'miniflux')
      return { status: 500, text: '{"error_message":"This feed already exists or cannot be fetched"}' };
    return json({ numResults: 0, error: 'Feed could not be added' });
  }

  /** Miniflux takes the first of its categories by name. */
  private folderOfAdded(): string {
    if (this.kind !== 'miniflux') return '';
    const { noFolder } = this.traits;
    const [first = ''] = [noFolder, ...this.account.feeds.map(({ folder }) => folder || noFolder)].sort();
    return first === noFolder ? '' : first;
  }

  editFeed(body: URLSearchParams): Answered {
    const action = body.get('ac');
    const streams = body.getAll('s');
    if (action === 'subscribe')
      return this.account.subscribe((streams[0] ?? '').replace(/^feed\//, '')) ? ok() : refused;
    const knownFolders = new Set(this.account.feeds.map((feed) => feed.folder));
    for (const [i, stream] of streams.entries()) {
      const feed = this.account.feeds.find(({ id }) => stream === `feed/${id}`);
      if (action === 'unsubscribe') {
        if (feed === undefined || !this.account.leave(feed.id)) return refused;
        continue;
      }
      if (feed === undefined) continue;
      const title = body.get('t');
      if (title) feed.title = title;
      const add = body.get('a')?.replace(label, '');
      const remove = body.get('r')?.replace(label, '');
      if (add !== undefined && remove !== undefined && this.kind === 'commafeed') feed.folder = '';
      else if (add !== undefined) feed.folder = this.folderFor(add, i > 0 && !knownFolders.has(add));
      else if (remove !== undefined && remove === feed.folder) feed.folder = '';
    }
    return ok();
  }

  /** A folder named like a label of items, or a second feed for a new folder, lands in none. */
  private folderFor(name: string, isSecondOfNew: boolean): string {
    const isLabel = this.account.items.some((item) => item.labels.includes(name));
    return isLabel || isSecondOfNew || name === this.traits.noFolder ? '' : name;
  }

  markAll(body: URLSearchParams): Answered {
    const s = body.get('s') ?? '';
    if (/^feed\/http/.test(s)) return refused;
    const ts = body.get('ts');
    for (const item of this.account.items)
      if ((!s.startsWith('feed/') || s === `feed/${item.feed}`) && (ts === null || item.id <= BigInt(ts)))
        item.read = true;
    return ok();
  }

  disableTag(s: string): Answered {
    const name = s.replace(label, '');
    for (const item of this.account.items) item.labels = item.labels.filter((each) => each !== name);
    return ok();
  }
}
