import type { Behaviour } from '../fakes/answer-feed.ts';
import type { FeedServer } from '../fakes/feed-server.ts';
import type { randomOf } from '../random.ts';

type Random = ReturnType<typeof randomOf>;

export interface PublishedPost {
  guid: string;
  title: string;
  /** Feeds that carry one story give it the same address. */
  link: string;
  at: number;
  isCarried: boolean;
}

export interface SeededFeed {
  name: string;
  posts: PublishedPost[];
  isFailing: boolean;
}

/** So many posts a feed begins with. */
const first = 5;
const hourMs = 3_600_000;
/** Ways to fail from which a feed may recover at any moment: none asks for quiet. */
const failures: Behaviour[] = [
  { status: 500 },
  { status: 404 },
  { drop: true },
  { reset: true },
  { bytes: 'This is no feed.' },
  { delayMs: 2_000 },
];

/** Feeds on a loopback server that publish, edit, drop, fail and recover, as a seed has it. */
export class SeededFeeds {
  readonly feeds: SeededFeed[] = [];
  readonly counts = { published: 0, edited: 0, dropped: 0, failures: 0 };

  constructor(
    private readonly server: FeedServer,
    count: number,
    private readonly random: Random,
  ) {
    for (let i = 0; i < count; i++) {
      const feed: SeededFeed = { name: `soak-${i}`, posts: [], isFailing: false };
      this.feeds.push(feed);
      for (let n = first; n > 0; n--) this.publish(feed, Date.now() - n * hourMs);
      const title = `Feed ${i}`;
      const folder = `Folder ${i % 7}`;
      const bytes = () => render(title, feed.posts);
      server.add({ name: feed.name, title, contentType: 'application/rss+xml', bytes, folder });
    }
  }

  /** What happens in one second of 300 feeds: three posts, an edit; now and then one is dropped, fails or recovers. */
  tick(): void {
    const one = () => this.random.pick(this.feeds) as SeededFeed;
    for (let i = 0; i < 3; i++) this.publish(one(), Date.now());
    this.edit(one());
    if (this.random.below(4) === 0) this.drop(one());
    if (this.random.below(2) === 0) this.fail(one());
    for (const feed of this.feeds) if (feed.isFailing && this.random.below(20) === 0) this.recover(feed);
  }

  recoverAll(): void {
    for (const feed of this.feeds) this.recover(feed);
  }

  /** A tenth of the posts comes through a second feed, too. */
  private publish(feed: SeededFeed, at: number): void {
    const n = ++this.counts.published;
    const link = `https://posts.example/${n}`;
    const title = `Post ${n} of ${feed.name}`;
    feed.posts.push({ guid: `${feed.name}-${n}`, title, link, at, isCarried: true });
    const other = this.random.below(10) === 0 ? this.random.pick(this.feeds) : undefined;
    if (other === undefined || other === feed) return;
    const copy = ++this.counts.published;
    other.posts.push({ guid: `${other.name}-${copy}`, title, link, at, isCarried: true });
  }

  private edit(feed: SeededFeed): void {
    const post = this.random.pick(feed.posts.filter((each) => each.isCarried));
    if (post === undefined) return;
    post.title = `${post.title.replace(/, edited.*/, '')}, edited ${++this.counts.edited}`;
  }

  /** Only what it began with: that was stored before anything else happened. */
  private drop(feed: SeededFeed): void {
    const post = feed.posts.slice(0, first - 1).find((each) => each.isCarried);
    if (post === undefined) return;
    post.isCarried = false;
    this.counts.dropped++;
  }

  private fail(feed: SeededFeed): void {
    feed.isFailing = true;
    this.counts.failures++;
    this.server.behave(feed.name, this.random.pick(failures) as Behaviour);
  }

  private recover(feed: SeededFeed): void {
    feed.isFailing = false;
    this.server.behave(feed.name, {});
  }
}

function render(title: string, posts: PublishedPost[]): string {
  const items = posts
    .filter((post) => post.isCarried)
    .reverse()
    .map(
      (
        post,
      ) => `<item><guid isPermaLink="false">${post.guid}</guid><title>${post.title}</title><link>${post.link}</link>
<category>${post.guid.length % 2 === 0 ? 'even' : 'odd'}</category><pubDate>${new Date(post.at).toUTCString()}</pubDate>
<description>${`What ${post.title} says, in some words. `.repeat(8)}</description></item>`,
    );
  return `<rss version="2.0"><channel><title>${title}</title>${items.join('\n')}</channel></rss>`;
}
