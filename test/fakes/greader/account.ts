/** What a greader server holds of one account, and the web it takes its posts from. */

export interface FakeItem {
  id: bigint;
  feed: number;
  title: string;
  url: string;
  html: string;
  author: string;
  /** Seconds. */
  published: number;
  read: boolean;
  starred: boolean;
  labels: string[];
  /** The feed's own words. */
  tags: string[];
}

export interface FakeFeed {
  id: number;
  url: string;
  title: string;
  /** '' is none: FreshRSS has a category for that, with a name. */
  folder: string;
}

/** What can be subscribed to: the feeds of the fake web, by address. `leadsTo`: a page that names its feed. */
export interface FakeSource {
  title: string;
  posts: {
    title: string;
    url: string;
    html?: string;
    author?: string;
    tags?: string[];
    published?: number;
  }[];
  leadsTo?: string;
}

const startedAt = 1_795_190_000;

export class FakeAccount {
  feeds: FakeFeed[] = [];
  items: FakeItem[] = [];
  readonly web = new Map<string, FakeSource>();
  private lastFeed = 1;
  private lastItem = 0n;

  constructor(
    readonly user: string,
    /** For the site; the API takes another one. */
    readonly webPassword: string,
    public apiPassword: string,
    /** Of ids: FreshRSS counts microseconds, others from one. */
    private readonly nextId: (last: bigint) => bigint,
  ) {}

  /** Puts a feed on the web, with so many posts, the newest last. */
  source(url: string, title: string, count = 0): FakeSource {
    const posts = Array.from({ length: count }, (_, i) => ({
      title: `${title} ${i + 1}`,
      url: `${new URL(url).origin}/${encodeURIComponent(title)}/${i + 1}`,
    }));
    const source = { title, posts };
    this.web.set(url, source);
    return source;
  }

  /** Subscribes and takes what the feed holds; answers the feed. Undefined where there is none, or it is known. */
  subscribe(address: string, folder = ''): FakeFeed | undefined {
    const url = this.web.get(address)?.leadsTo ?? address;
    const source = this.web.get(url);
    if (source === undefined || this.feeds.some((feed) => feed.url === url)) return undefined;
    const feed = { id: ++this.lastFeed, url, title: source.title, folder };
    this.feeds.push(feed);
    this.fetch(feed.id);
    return feed;
  }

  /** Takes in what is new in a feed. */
  fetch(feedId: number): void {
    const feed = this.feeds.find(({ id }) => id === feedId);
    const known = new Set(this.items.filter((item) => item.feed === feedId).map(({ url }) => url));
    for (const post of this.web.get(feed?.url ?? '')?.posts ?? []) {
      if (known.has(post.url)) continue;
      this.lastItem = this.nextId(this.lastItem);
      this.items.push({
        id: this.lastItem,
        feed: feedId,
        title: post.title,
        url: post.url,
        html: post.html ?? `<p>Text of ${post.title}</p>`,
        author: post.author ?? '',
        published: post.published ?? startedAt + this.items.length,
        read: false,
        starred: false,
        labels: [],
        tags: post.tags ?? [],
      });
    }
  }

  /** Leaves a feed; its items go with it, starred ones too. */
  leave(feedId: number): boolean {
    const before = this.feeds.length;
    this.feeds = this.feeds.filter(({ id }) => id !== feedId);
    this.items = this.items.filter((item) => item.feed !== feedId);
    return this.feeds.length < before;
  }

  /** Deletes what matches, as a purge does. */
  purge(isGone: (item: FakeItem) => boolean): void {
    this.items = this.items.filter((item) => !isGone(item));
  }

  /** The item of this title. */
  item(title: string): FakeItem {
    const found = this.items.find((item) => item.title === title);
    if (found === undefined) throw new Error(`The server has no item "${title}"`);
    return found;
  }

  titles(isMeant: (item: FakeItem) => boolean): string[] {
    return this.items
      .filter(isMeant)
      .map(({ title }) => title)
      .sort();
  }
}
