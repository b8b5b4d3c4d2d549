import { type IdentifiedPost, identify } from '../../../src/feeds/identify.ts';
import type { ParsedPost } from '../../../src/feeds/model.ts';
import type { randomOf } from '../../random.ts';

type Random = ReturnType<typeof randomOf>;

export const urls = [
  'https://a.example/feed',
  'https://b.example/feed',
  'https://planet.example/feed',
  'https://c.example/feed',
];
export const labels = ['Python', 'rust', '#Web', 'python'];
/** So few posts are there that feeds often carry the same. */
const stories = 14;
const hourMs = 3_600_000;
const firstAt = 1_800_000_000_000;

/** Feeds that publish, change and drop posts; several carry one story. */
export class RandomFeeds {
  private readonly documents = new Map<string, Map<number, ParsedPost>>();

  /** What the feed brings the next time it is asked. */
  ask(url: string, random: Random): IdentifiedPost[] {
    const posts = this.documents.get(url) ?? new Map<number, ParsedPost>();
    this.documents.set(url, posts);
    for (let i = random.below(6); i > 0; i--) {
      const n = random.below(stories);
      if (!posts.has(n)) posts.set(n, publish(n, url, random));
    }
    const edited = random.pick([...posts.keys()]);
    if (edited !== undefined && random.below(2) === 0)
      posts.set(edited, edit(posts.get(edited) as ParsedPost, random));
    const dropped = random.pick([...posts.keys()]);
    if (dropped !== undefined && random.below(3) === 0) posts.delete(dropped);
    return identify([...posts.values()].reverse());
  }
}

/** Many at the same time; some without a date, some dated ahead; one feed gives no ids. */
function publish(n: number, url: string, random: Random): ParsedPost {
  const at = n % 11 === 0 ? firstAt + 1e10 : firstAt - (n % 5) * 7 * hourMs;
  return {
    ...(!url.includes('c.example') && { guid: `urn:post:${n}` }),
    link: `https://x.example/post/${n}`,
    title: `Title ${n}`,
    body: `<p>Text of ${n}</p>`,
    ...(n % 7 !== 0 && { publishedAt: at }),
    tags: labels.filter(() => random.below(4) === 0),
    enclosures: [],
  };
}

function edit(post: ParsedPost, random: Random): ParsedPost {
  const again = `again ${random.below(100)}`;
  if (random.below(3) === 0) return { ...post, title: `${post.title?.replace(/ again.*/, '')} ${again}` };
  if (random.below(2) === 0) return { ...post, body: `<p>Text ${again}</p>` };
  return { ...post, tags: labels.filter(() => random.below(3) === 0) };
}
